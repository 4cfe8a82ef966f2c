"""Signing in."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from tracker.web.forms import LONGEST_LINE, Form, IdField


class SignInForm(Form):
    """E-mail address and password."""

    email = EmailField(_l("E-mail"), validators=[InputRequired(), Length(max=LONGEST_LINE)])
    password = PasswordField(_l("Password"), validators=[InputRequired(), Length(max=LONGEST_LINE)])


class CodeForm(Form):
    """A code from the phone, or a recovery code."""

    code = StringField(_l("Code"), validators=[InputRequired(), Length(max=40)])


class ForgotForm(Form):
    """Whose password is forgotten."""

    email = EmailField(_l("E-mail"), validators=[InputRequired(), Length(max=LONGEST_LINE)])


class ChooseForm(Form):
    """A password to come in by, by whoever has a link."""

    new = PasswordField(_l("New password"), validators=[InputRequired(), Length(max=LONGEST_LINE)])
    again = PasswordField(
        _l("The new password once more"),
        validators=[InputRequired(), EqualTo("new", _l("The two new passwords are not the same"))],
    )


class PasswordForm(ChooseForm):
    """A new password, by whoever knows the one there is."""

    current = PasswordField(_l("The password you have now"), validators=[InputRequired(), Length(max=LONGEST_LINE)])


class PersonaForm(Form):
    """The demo's one-click sign-in."""

    person = IdField(validators=[InputRequired()])
