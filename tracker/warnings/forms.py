"""Answering a warning, and asking for support."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.web.forms import LONGEST_TEXT, Form, VersionForm, choices


class AnswerForm(VersionForm):
    """One of three answers, and what is asked for where it is yes."""

    choice = RadioField(
        _l("Your answer"),
        choices=choices(
            ("accepted", _l("Yes, ask HR for what I choose below")),
            ("later", _l("Perhaps. Ask me again in two weeks")),
            ("declined", _l("No thank you")),
        ),
        validators=[InputRequired()],
    )
    support = RadioField(_l("What would help?"), choices=[], validate_choice=False, validators=[Optional()])
    words = TextAreaField(_l("What should HR know?"), validators=[Optional(), Length(max=LONGEST_TEXT)])


class SupportForm(Form):
    """What a leader asks for."""

    support = RadioField(_l("What would help?"), choices=[], validate_choice=False, validators=[InputRequired()])
    words = TextAreaField(_l("In your own words"), validators=[Optional(), Length(max=LONGEST_TEXT)])


class SwitchForm(Form):
    """On or off, and a number where the rule has one."""

    is_on = BooleanField()
    number = IntegerField(validators=[Optional()])
