"""The shape of what is set about collegial supervision. There is no field for anything that is said."""

from datetime import time

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, Optional

from tracker.supervision.rules import MOST_STEPS, REASONS, USUAL
from tracker.web.forms import DateField, Form, TimeField, VersionForm, choices, line
from tracker.web.rhythm import RhythmForm

READY_MADE = ""
"""instead of a method's id"""


class FrameForm(RhythmForm):
    """By which method, how often, when and how long."""

    method = SelectField(_l("Method"), default=READY_MADE)
    day = DateField(_l("First time"), validators=[InputRequired()])
    time = TimeField(_l("Time"), validators=[InputRequired()], default=time(9))
    minutes = SelectField(_l("How long?"), default=str(USUAL))
    cadence = SelectField(
        _l("How often?"),
        default="monthly",
        choices=[one for one in RhythmForm.cadence.kwargs["choices"] if one.value],
    )


class ChangeFrameForm(FrameForm, VersionForm):
    """The same, to change it."""


class StopForm(VersionForm):
    """The group stops."""


class MethodForm(Form):
    """What a method is called, and its steps."""

    name = line(_l("What do you call it?"))


for _number in range(1, MOST_STEPS + 1):
    setattr(MethodForm, f"title_{_number}", line(_l("Step %(number)s", number=_number), required=False))
    _minutes = IntegerField(_l("Minutes it takes"), validators=[Optional()])
    setattr(MethodForm, f"minutes_{_number}", _minutes)
    setattr(MethodForm, f"hint_{_number}", line(_l("A hint"), required=False))


class ChangeMethodForm(MethodForm, VersionForm):
    """The same, to change it."""


class ReasonForm(VersionForm):
    """Why a session is called off, as one of a few kinds."""

    reason = SelectField(
        _l("Why?"),
        choices=choices(("", _l("Choose")), *((code, _l(text)) for code, text in REASONS.items())),
        validators=[InputRequired()],
    )


class MoveForm(ReasonForm):
    """When it is instead."""

    day = DateField(_l("New day"), validators=[InputRequired()])
    time = TimeField(_l("Time"), validators=[InputRequired()])


class PartsForm(VersionForm):
    """Who interviews and who keeps the time."""

    interviewer = SelectField(_l("Interviewer"))
    keeper = SelectField(_l("Keeper of time"))


class FinishForm(VersionForm):
    """Whose case it was, for the order of turns alone."""

    focus = SelectField(_l("Whose turn was it?"))


class FacilitatorForm(Form):
    """Whom the group asks, and until when."""

    email = line(_l("The facilitator's e-mail address"))
    until = DateField(_l("Until and with"), validators=[InputRequired()])
