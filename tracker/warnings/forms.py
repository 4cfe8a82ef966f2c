"""Answering a warning, and asking for support."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.web.forms import LONGEST_TEXT, Form, VersionForm, choices, line


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


class NoticedForm(Form):
    """To whom one writes, and what."""

    to = SelectField(_l("Whom would you like to talk to?"), validate_choice=False, validators=[InputRequired()])
    words = TextAreaField(_l("What would you say?"), validators=[InputRequired(), Length(max=LONGEST_TEXT)])


class OfferForm(Form):
    """What HR offers."""

    support = RadioField(_l("What do you offer?"), choices=[], validate_choice=False, validators=[InputRequired()])
    contact = line(_l("Who can be contacted, and how?"))
    words = TextAreaField(_l("In your own words"), validators=[Optional(), Length(max=LONGEST_TEXT)])


class OfferAnswerForm(VersionForm):
    """One of three answers to it."""

    choice = RadioField(
        _l("Your answer"),
        choices=choices(
            ("accepted", _l("Yes, thank you")),
            ("later", _l("Perhaps. Ask me again in two weeks")),
            ("declined", _l("No thank you")),
        ),
        validators=[InputRequired()],
    )


class SwitchForm(Form):
    """On or off, and a number where the rule has one."""

    is_on = BooleanField()
    number = IntegerField(validators=[Optional()])
