"""The seminar's forms: shape only."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.web.forms import LONGEST_TEXT, DateField, Form, VersionForm, choices, line

DEGREES = choices(("L", _l("Low")), ("H", _l("High")))


class PlanForm(Form):
    """When a seminar is, and for whom."""

    mode = RadioField(
        _l("How are themes gathered?"),
        choices=choices(
            ("meeting", _l("At a meeting, where you are together")),
            ("period", _l("Over some weeks, without a meeting")),
        ),
    )
    opens = DateField(_l("The day of the meeting, or the first day"), validators=[DataRequired()])
    closes = DateField(_l("The last day, if there is no meeting"), validators=[Optional()])
    audience = SelectMultipleField(
        _l("Who is invited?"),
        choices=choices(
            ("LE", _l("Leaders of employees")),
            ("LL", _l("Leaders of leaders")),
            ("TM", _l("Top management")),
            ("HR", _l("HR")),
            ("MED", _l("MED/SU and AMO")),
        ),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    facilitator = SelectField(_l("Facilitator"), validators=[Optional()])


class ChangeForm(PlanForm, VersionForm):
    """The same, to change it."""


class ProposeForm(Form):
    """A theme for the wall."""

    title = line(_l("The theme in a few words"))
    why = TextAreaField(_l("Why does it matter?"), validators=[Optional(), Length(max=LONGEST_TEXT)])


class StepForm(Form):
    """Where the seminar goes."""

    step = HiddenField(validators=[InputRequired()])


class JoinForm(Form):
    """Similar themes."""

    themes = SelectMultipleField(
        _l("Which are about the same?"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    into = SelectField(_l("What are they called together?"), validators=[InputRequired()])


class RateForm(Form):
    """One's own answers; what there is to answer is added for each theme."""


def rate_form(names: list[str]) -> type[RateForm]:
    """The form with importance and success of some themes, two fields each."""
    fields = {}
    for name in names:
        fields[f"importance-{name}"] = RadioField(_l("Important here"), choices=DEGREES, validators=[Optional()])
        fields[f"success-{name}"] = RadioField(_l("We succeed"), choices=DEGREES, validators=[Optional()])
    return type("RateForm", (RateForm,), fields)
