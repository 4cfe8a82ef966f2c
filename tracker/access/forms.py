"""Signing in."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from tracker.web.forms import LONGEST_LINE, Form, IdField


class SignInForm(Form):
    """E-mail address and password."""

    email = EmailField(_l("E-mail"), validators=[InputRequired(), Length(max=LONGEST_LINE)])
    password = PasswordField(_l("Password"), validators=[InputRequired(), Length(max=LONGEST_LINE)])


class PersonaForm(Form):
    """The demo's one-click sign-in."""

    person = IdField(validators=[InputRequired()])
