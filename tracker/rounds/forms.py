"""The shape of what a group writes in a round."""

from datetime import time

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from tracker.web.forms import LONGEST_LINE, LONGEST_TEXT, DateField, Form, TimeField, VersionForm, choices, line
from tracker.web.rhythm import RhythmForm

_LOW_HIGH = choices(("L", _l("L · to a low degree")), ("H", _l("H · to a high degree")))


class PlanForm(Form):
    """When the group meets, and how it sees its answers."""

    day = DateField(_l("Day of the meeting"), validators=[InputRequired()])
    time = TimeField(_l("Time"), validators=[InputRequired()], default=time(9))
    show_mode = RadioField(
        _l("How are the answers shown?"),
        choices=choices(
            (
                "open",
                _l("Open in the group: when you meet, you see how many answered H and L to a statement, without names"),
            ),
            (
                "from_five",
                _l("Anonymous from five: the same, but only of statements that at least five have answered"),
            ),
        ),
        default="open",
    )
    minutes = SelectField(_l("How long?"), default="120")
    place = StringField(_l("Place"), validators=[Optional(), Length(max=LONGEST_LINE)])
    scope = RadioField(
        _l("Which statements?"),
        choices=choices(("all", _l("All 25")), ("some", _l("A selection"))),
        default="all",
    )
    statements = SelectMultipleField(_l("The statements you prepare"))
    why = TextAreaField(_l("Why and how"), validators=[Optional(), Length(max=LONGEST_TEXT)])


class EditForm(PlanForm, VersionForm):
    """The same, of a round that is planned already."""


class CancelForm(VersionForm):
    """Why a round is called off."""

    reason = TextAreaField(_l("Why is it called off?"), validators=[InputRequired(), Length(max=LONGEST_TEXT)])


class FacilitatorForm(Form):
    """Whom the group asks to run one round."""

    email = line(_l("The facilitator's e-mail address"))


class AnswerForm(VersionForm):
    """One person's own answer to one statement; version 0 where there is none yet."""

    succeeds = RadioField(_l("How well do we succeed with it today?"), choices=_LOW_HIGH)
    important = RadioField(_l("How important is it for our working environment?"), choices=_LOW_HIGH)
    note = TextAreaField(_l("Your own note"), validators=[Optional(), Length(max=LONGEST_TEXT)])
    share = BooleanField(_l("Share this note with the group"))


class MoveForm(VersionForm):
    """Where a statement is moved to."""

    field = IntegerField(validators=[InputRequired()])


class UndoForm(Form):
    """The move that is taken back."""

    move = HiddenField()


class GoForm(Form):
    """The step the meeting goes to."""

    step = HiddenField()


class ChooseForm(VersionForm):
    """The statements the group works with."""

    statements = SelectMultipleField(_l("Statements"))


class ChosenForm(VersionForm):
    """What the group says of one of them."""

    meaning = TextAreaField(_l("What do we mean by it?"), validators=[Optional(), Length(max=LONGEST_TEXT)])
    place = TextAreaField(_l("Which field, and why?"), validators=[Optional(), Length(max=LONGEST_TEXT)])
    rightwards = TextAreaField(
        _l("What would it take to succeed better?"), validators=[Optional(), Length(max=LONGEST_TEXT)]
    )


class AgreementForm(RhythmForm):
    """An agreement and its follow-up."""

    text = TextAreaField(_l("What do we agree?"), validators=[InputRequired(), Length(max=LONGEST_TEXT)])
    statement = SelectField(_l("It concerns"), validators=[Optional()])
    owners = SelectMultipleField(_l("Who takes care of it?"))
    sign = TextAreaField(_l("How do we see that it works?"), validators=[Optional(), Length(max=LONGEST_TEXT)])
    first = DateField(_l("First follow-up"), validators=[InputRequired()])


class CloseForm(VersionForm):
    """An agreement is closed, and whether the group wants to be asked later if it had the effect."""

    effect_on = DateField(_l("Did it have the effect? Ask us on"), validators=[Optional()])


class StockForm(CloseForm):
    """What became of an agreement since last time, and whether it goes on."""

    outcome = RadioField(
        _l("Was it kept?"),
        choices=choices(("kept", _l("Kept")), ("partly", _l("Partly")), ("not", _l("Not this time"))),
        validators=[Optional()],
    )
    learned = TextAreaField(_l("What did you learn?"), validators=[Optional(), Length(max=LONGEST_TEXT)])
    goes_on = RadioField(
        _l("And now?"), choices=choices(("on", _l("We carry on")), ("closed", _l("We close it"))), default="on"
    )
    next_day = DateField(_l("Next follow-up"), validators=[Optional()])


class HoldForm(VersionForm):
    """When the group talks again."""

    next_talk = DateField(_l("When do you talk together again?"), validators=[InputRequired()])
