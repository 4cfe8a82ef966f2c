"""Saying what became of it, another day, somebody else."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.web.forms import LONGEST_TEXT, DateField, VersionForm, choices, line
from tracker.web.rhythm import RhythmForm


class AnswerForm(VersionForm):
    """What became of it, what was learned, and when to ask again."""

    outcome = RadioField(
        _l("Was it kept?"),
        choices=choices(("kept", _l("Kept")), ("partly", _l("Partly")), ("not", _l("Not this time"))),
        validators=[InputRequired()],
    )
    learned = TextAreaField(_l("What did you learn?"), validators=[Optional(), Length(max=LONGEST_TEXT)])
    next_day = DateField(_l("Next follow-up"), validators=[Optional()])


class EffectForm(AnswerForm):
    """Done is not the same as worked: whether it had the effect, asked some time after."""

    outcome = RadioField(
        _l("Has it worked?"),
        choices=choices(("kept", _l("Yes")), ("partly", _l("In part")), ("not", _l("Not yet"))),
        validators=[InputRequired()],
    )


class MoveForm(VersionForm):
    """Another day."""

    to_day = DateField(_l("New day"), validators=[InputRequired()])
    why = line(_l("Why is it moved?"), required=False)


class HandOverForm(VersionForm):
    """Another member of the group."""

    to = SelectField(_l("To whom?"), validators=[InputRequired()])


class OftenForm(RhythmForm, VersionForm):
    """How often from now on."""
