"""The shape of what one writes for oneself, and of what two people agree."""

from datetime import time

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.web.forms import LONGEST_TEXT, DateField, Form, TimeField, VersionForm, choices
from tracker.web.rhythm import RhythmForm

_WRITTEN = [InputRequired(), Length(max=LONGEST_TEXT)]
_PERHAPS = [Optional(), Length(max=LONGEST_TEXT)]


class NoteForm(VersionForm):
    """A note to one question; version 0 where there is none yet."""

    text = TextAreaField(_l("Your note"), validators=_PERHAPS)


class PromiseForm(RhythmForm):
    """An agreement with oneself, and its follow-up."""

    text = TextAreaField(_l("What do you agree with yourself?"), validators=_WRITTEN)
    first = DateField(_l("First follow-up"), validators=[InputRequired()])


class EditPromiseForm(PromiseForm, VersionForm):
    """The same, of one that stands."""


class CheckInForm(Form):
    """A place on each of three continua."""

    psychological = RadioField(coerce=int, validators=[InputRequired()])
    emotional = RadioField(coerce=int, validators=[InputRequired()])
    social = RadioField(coerce=int, validators=[InputRequired()])
    note = TextAreaField(_l("A word to yourself"), validators=_PERHAPS)


class ShareForm(Form):
    """With whom."""

    to = SelectField(_l("With whom?"), validate_choice=False, validators=[InputRequired()])


class WhenForm(Form):
    """When two people talk."""

    day = DateField(_l("Day"), validators=[InputRequired()])
    time = TimeField(_l("Time"), validators=[InputRequired()], default=time(9))
    minutes = SelectField(_l("How long?"), default="45")
    cadence = SelectField(
        _l("How often do you talk?"),
        validators=[Optional()],
        choices=choices(
            ("", _l("We agree on it each time")),
            ("weekly", _l("Every week")),
            ("fortnightly", _l("Every fortnight")),
            ("monthly", _l("Every month")),
            ("quarterly", _l("Every quarter")),
        ),
    )


class RescheduleForm(WhenForm, VersionForm):
    """The same, of a dialogue that has been set."""


class HoldForm(VersionForm):
    """That two people have talked, and when they talk again, if they know."""

    day = DateField(_l("When do you talk again?"), validators=[Optional()])
    time = TimeField(_l("Time"), validators=[Optional()], default=time(9))
    minutes = SelectField(_l("How long?"), default="45")


class TopicForm(Form):
    """A point for a dialogue."""

    text = TextAreaField(_l("A point you want to talk about"), validators=_WRITTEN)
    bring = BooleanField(_l("Bring it: we both see it"))


class EditTopicForm(VersionForm):
    """Other words for it."""

    text = TextAreaField(_l("A point you want to talk about"), validators=_WRITTEN)


class AgreementForm(RhythmForm):
    """What two people agree, and its follow-up."""

    text = TextAreaField(_l("What do you agree?"), validators=_WRITTEN)
    owners = RadioField(_l("Who follows it up?"), default="leader")
    first = DateField(_l("First follow-up"), validators=[InputRequired()])


class EditAgreementForm(AgreementForm, VersionForm):
    """The same, of one that stands."""


class AnswerForm(VersionForm):
    """What became of it."""

    outcome = RadioField(
        _l("Was it kept?"),
        choices=choices(("kept", _l("Kept")), ("partly", _l("Partly")), ("not", _l("Not this time"))),
        validators=[InputRequired()],
    )
    learned = TextAreaField(_l("What did it teach you?"), validators=_PERHAPS)
    next_day = DateField(_l("Next follow-up"), validators=[Optional()])


class MoveForm(VersionForm):
    """Another day."""

    to_day = DateField(_l("New day"), validators=[InputRequired()])


class AskForm(Form):
    """By which day the leaders prepare."""

    by_day = DateField(_l("By which day?"), validators=[InputRequired()])
