"""Working hours, leave, how to be reached, and roles."""

from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, Field, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.kernel.worktime import Span
from tracker.people.rules import FREE_DAYS, ZONES
from tracker.web.forms import LONGEST_LINE, DateField, Form, TimeField, VersionForm, choices

DAYS = (
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
)
MOST_DAYS = 60
"""working days that an escalation's limit may have"""
LANGUAGES = (("da", "Dansk"), ("en", "English"))
PLACES = {
    "Europe/Copenhagen": _l("Denmark"),
    "Atlantic/Faroe": _l("The Faroe Islands"),
    "America/Nuuk": _l("Greenland (Nuuk)"),
    "Europe/London": _l("Great Britain"),
    "Europe/Helsinki": _l("Finland"),
    "Asia/Dubai": _l("Dubai"),
    "Asia/Singapore": _l("Singapore"),
    "Asia/Tokyo": _l("Japan"),
    "Australia/Sydney": _l("Sydney"),
    "America/New_York": _l("New York"),
    "America/Los_Angeles": _l("California"),
}
FREE = {
    "12-24": _l("24 December"),
    "12-31": _l("31 December"),
    "05-01": _l("1 May"),
    "06-05": _l("5 June"),
}


class WeekForm(VersionForm):
    """The hours of each weekday, `from_0` (Monday) to `to_6`."""

    @property
    def rows(self) -> list[tuple[Any, Field, Field]]:
        """Each day with its two fields."""
        return [(day, self[f"from_{number}"], self[f"to_{number}"]) for number, day in enumerate(DAYS)]

    @property
    def spans(self) -> list[tuple[time | None, time | None]]:
        """What was written."""
        return [(start.data, end.data) for _, start, end in self.rows]


for _number, _day in enumerate(DAYS):
    setattr(WeekForm, f"from_{_number}", TimeField(_l("%(day)s from", day=_day), validators=[Optional()]))
    setattr(WeekForm, f"to_{_number}", TimeField(_l("%(day)s to", day=_day), validators=[Optional()]))


def in_fields(week: tuple[Span | None, ...]) -> dict[str, time | None]:
    """A week as the fields of `WeekForm`."""
    return {
        f"{name}_{number}": span[place] if span else None
        for number, span in enumerate(week)
        for place, name in enumerate(("from", "to"))
    }


class HabitsForm(WeekForm):
    """How I want to be reached."""

    version = None
    digest_time = TimeField(_l("When is the daily digest to come?"), validators=[Optional()])
    language = RadioField(_l("Language"), choices=choices(*LANGUAGES))
    zone = SelectField(
        _l("Where are you?"),
        choices=choices(("", _l("As in the organisation")), *((zone, PLACES[zone]) for zone in ZONES)),
        validators=[Optional()],
    )


class LeaveForm(Form):
    """Leave, both days included."""

    starts = DateField(_l("First day"), validators=[InputRequired()])
    ends = DateField(_l("Last day"), validators=[InputRequired()])


class HoursForm(WeekForm):
    """What holds for whoever chose nothing else."""

    digest_time = TimeField(_l("When is the daily digest to come?"), validators=[InputRequired()])
    free_days = SelectMultipleField(
        _l("Days off besides public holidays"),
        choices=choices(*((day, FREE[day]) for day in FREE_DAYS)),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    acknowledge_days = IntegerField(
        _l("Working days to acknowledge an escalation"), validators=[InputRequired(), NumberRange(1, MOST_DAYS)]
    )
    answer_days = IntegerField(_l("Working days to answer it"), validators=[InputRequired(), NumberRange(1, MOST_DAYS)])


class GrantForm(Form):
    """A role for somebody, in a unit, from and to."""

    email = EmailField(_l("Whose e-mail address?"), validators=[InputRequired(), Length(max=LONGEST_LINE)])
    role = RadioField(
        _l("Role"),
        choices=choices(
            ("TM", _l("Top management")), ("HR", _l("HR")), ("MED", _l("Representative")), ("SA", _l("Administrator"))
        ),
        validators=[InputRequired()],
    )
    seat = SelectField(
        _l("Seat, for a representative"),
        choices=choices(
            ("", "–"),
            ("leader", _l("Leader in MED")),
            ("TR", _l("Union representative (TR)")),
            ("AMR", _l("AMR")),
        ),
        validators=[Optional()],
    )
    unit = SelectField(_l("Unit"), validators=[InputRequired()])
    starts = DateField(_l("First day"), validators=[InputRequired()])
    ends = DateField(_l("Last day"), validators=[Optional()])


class ImportForm(Form):
    """A file of units, people, groups and roles."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file"))])
