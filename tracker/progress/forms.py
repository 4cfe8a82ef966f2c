"""What can be asked of progress, and written while it is followed."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.web.forms import LONGEST_TEXT, DateField, Form, VersionForm, choices, line

GOALS = 5
SCALE = choices(
    ("1", _l("1 – to a very low degree")),
    ("2", _l("2 – to a low degree")),
    ("3", _l("3 – to some degree")),
    ("4", _l("4 – to a high degree")),
    ("5", _l("5 – to a very high degree")),
)


def _words(label: Any, *, required: bool = True) -> TextAreaField:
    return TextAreaField(label, validators=[DataRequired() if required else Optional(), Length(max=LONGEST_TEXT)])


class BriefForm(Form):
    """Since when."""

    fra = DateField(
        _l("The day of the last meeting"), validators=[DataRequired(_l("Write the day of the last meeting"))]
    )


class RemarkForm(Form):
    """What MED/AMO brings back."""

    text = _words(_l("Your comment"))


class ReplyForm(VersionForm):
    """What management answers."""

    answer = _words(_l("Your answer"))


class BeginForm(Form):
    """When the yearly discussion is to be held."""

    planned_on = DateField(_l("When is it to be held?"), validators=[InputRequired()])


class HoldForm(VersionForm):
    """When it was held."""

    held_on = DateField(_l("When was it held?"), validators=[InputRequired()])


def discussion_form() -> type[VersionForm]:
    """Last year's goals and whether they were reached, the coming year's, how we co-operate, competences."""
    reached = choices(("", "–"), ("yes", _l("Reached")), ("partly", _l("Reached in part")), ("no", _l("Not reached")))
    fields: dict[str, Any] = {
        "planned_on": DateField(_l("When is it to be held?"), validators=[InputRequired()]),
        "cooperation": _words(_l("How we co-operate and meet"), required=False),
        "competences": _words(_l("Competence plan for the working-environment organisation"), required=False),
    }
    for number in range(GOALS):
        fields[f"last-{number}"] = line(_l("Goal"), required=False)
        fields[f"reached-{number}"] = SelectField(_l("Was it reached?"), choices=reached, validators=[Optional()])
        fields[f"note-{number}"] = line(_l("What did it take?"), required=False)
        fields[f"goal-{number}"] = line(_l("Goal %(number)s", number=number + 1), required=False)
    return type("DiscussionForm", (VersionForm,), fields)


class EntryForm(Form):
    """Something in the yearly wheel."""

    kind = SelectField(
        _l("What is it?"),
        choices=choices(
            ("apv", _l("Workplace assessment (APV)")),
            ("survey", _l("Well-being survey")),
            ("annual", _l("Yearly working-environment discussion")),
            ("budget", _l("Budget, and what it means for work and staffing")),
            ("meeting", _l("Meeting of MED/AMO")),
            ("other", _l("Something else")),
        ),
    )
    title = line(_l("In a few words"))
    day = DateField(_l("The day"), validators=[InputRequired()])
    every_years = SelectField(
        _l("How often?"),
        choices=choices(("0", _l("Once")), ("1", _l("Every year")), ("3", _l("Every third year"))),
    )


class ChangeEntryForm(EntryForm, VersionForm):
    """The same, of one that is there."""


class EvaluateForm(Form):
    """How one finds a tool: 1 to 5."""

    usability = RadioField(_l("How usable is it?"), choices=SCALE, validators=[InputRequired()])
    relevance = RadioField(_l("How relevant is it for you?"), choices=SCALE, validators=[InputRequired()])
    focus = RadioField(
        _l("How well does it keep the focus on the leadership task?"), choices=SCALE, validators=[InputRequired()]
    )
