"""How often something is followed up: chosen in a form, and said in words."""

from datetime import date
from itertools import product

from babel.dates import get_day_names
from babel.lists import format_list
from flask_babel import get_locale, gettext, ngettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import Optional

from tracker.kernel import recurrence
from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.recurrence import Rule
from tracker.web.forms import Form, choices, line
from tracker.web.language import long_date

WEEKS, MONTHS, RULE = "weeks", "months", "rule"
"""what is not one of the four by name: its fields follow it on the page"""
_DAYS = [
    ("MO", _l("Monday")),
    ("TU", _l("Tuesday")),
    ("WE", _l("Wednesday")),
    ("TH", _l("Thursday")),
    ("FR", _l("Friday")),
]
_FIELD = {WEEKS: "weekdays", MONTHS: "weekday"}
"""where the error of a rule is shown that was chosen in plain words"""
NAMED = {
    "weekly": N_("every week"),
    "fortnightly": N_("every fortnight"),
    "monthly": N_("every month"),
    "quarterly": N_("every quarter"),
}
_OF_MONTH = {
    1: N_("the first %(day)s"),
    2: N_("the second %(day)s"),
    3: N_("the third %(day)s"),
    4: N_("the fourth %(day)s"),
    5: N_("the fifth %(day)s"),
    -1: N_("the last %(day)s"),
}


class RhythmForm(Form):
    """How often after the first time: by name, in plain words, or as a rule."""

    cadence = SelectField(
        _l("And after that"),
        validators=[Optional()],
        choices=choices(
            ("", _l("Only that once")),
            ("weekly", _l("Every week")),
            ("fortnightly", _l("Every fortnight")),
            ("monthly", _l("Every month")),
            ("quarterly", _l("Every quarter")),
            (WEEKS, _l("On weekdays you choose …")),
            (MONTHS, _l("On a certain day of the month …")),
            (RULE, _l("By a rule of your own (advanced) …")),
        ),
    )
    weekdays = SelectMultipleField(_l("Which days?"), choices=choices(*_DAYS))
    weeks = SelectField(
        _l("How often?"),
        default="1",
        validators=[Optional()],
        choices=choices(
            ("1", _l("Every week")),
            ("2", _l("Every other week")),
            *((str(number), _l("Every %(num)s weeks", num=number)) for number in (3, 4, 6, 8, 12)),
        ),
    )
    place = SelectField(
        _l("Which one?"),
        validators=[Optional()],
        choices=choices(
            ("first", _l("The first")),
            ("second", _l("The second")),
            ("third", _l("The third")),
            ("fourth", _l("The fourth")),
            ("last", _l("The last")),
        ),
    )
    weekday = SelectField(
        _l("Which day?"), validators=[Optional()], choices=choices(*_DAYS, (recurrence.WORKDAY, _l("Working day")))
    )
    months = SelectField(
        _l("In which months?"),
        default="1",
        validators=[Optional()],
        choices=choices(
            ("1", _l("Every month")),
            ("2", _l("Every other month")),
            ("3", _l("Every quarter")),
            ("6", _l("Every half year")),
        ),
    )
    rule = line(
        _l("The rule"), required=False, description=_l("As in RFC 5545, for example FREQ=MONTHLY;BYDAY=1MO,3MO")
    )

    def chosen(self, anchor: date) -> str | None:
        """What was chosen, counted from a day, as it is kept; RuleBroken at the field it belongs to."""
        kind = self.cadence.data
        try:
            if kind == WEEKS:
                return recurrence.own_rule(recurrence.in_weeks(int(self.weeks.data), self.weekdays.data), anchor)
            if kind == MONTHS:
                day = recurrence.in_months(self.place.data, self.weekday.data, int(self.months.data))
                return recurrence.own_rule(day, anchor)
            return recurrence.own_rule(self.rule.data or "", anchor) if kind == RULE else kind or None
        except RuleBroken as error:
            field = _FIELD.get(kind, error.field) if error.field == RULE else error.field
            raise RuleBroken(error.message, field=field, **error.values) from None

    def show(self, cadence: str | None) -> None:
        """Choose what stands."""
        if not recurrence.is_own(cadence):
            self.cadence.data = cadence or ""
        elif not (self._show_weeks(cadence or "") or self._show_months(cadence or "")):
            self.cadence.data, self.rule.data = RULE, cadence

    def _show_weeks(self, cadence: str) -> bool:
        rule = recurrence.read(cadence)
        days, every = [day for _, day in rule.days], str(rule.interval)
        known = days and every in {choice.value for choice in self.weeks.choices or ()}
        if not known or recurrence.in_weeks(rule.interval, days) != cadence:
            return False
        self.cadence.data, self.weekdays.data, self.weeks.data = WEEKS, days, every
        return True

    def _show_months(self, cadence: str) -> bool:
        fields = (self.place, self.weekday, self.months)
        for place, day, every in product(*([choice.value for choice in field.choices or ()] for field in fields)):
            if recurrence.in_months(place, day, int(every)) == cadence:
                self.cadence.data, self.place.data, self.weekday.data, self.months.data = MONTHS, place, day, every
                return True
        return False


def often(cadence: str | None) -> str:
    """How often, in words; nothing where it is only once."""
    if not recurrence.is_own(cadence):
        return gettext(NAMED[cadence]) if cadence in NAMED else ""
    rule = recurrence.read(cadence or "")
    said = {"WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}[rule.freq](rule)
    if rule.count:
        return ngettext("%(often)s, %(num)s time", "%(often)s, %(num)s times", rule.count, often=said)
    return gettext("%(often)s, until %(day)s", often=said, day=long_date(rule.until)) if rule.until else said


def _weekly(rule: Rule) -> str:
    days = _all([_name(day) for _, day in rule.days])
    if rule.interval == 1:
        return gettext("every %(days)s", days=days) if days else gettext("every week")
    usual = rule.interval == 2
    said = gettext("every other week") if usual else gettext("every %(num)s weeks", num=rule.interval)
    return gettext("%(often)s on %(days)s", often=said, days=days) if days else said


def _monthly(rule: Rule) -> str:
    which, by_name = _which(rule), {1: "monthly", 3: "quarterly"}.get(rule.interval)
    said = gettext(NAMED[by_name]) if by_name else gettext("every %(num)s months", num=rule.interval)
    return gettext("%(which)s, %(often)s", which=which, often=said) if which else said


def _yearly(rule: Rule) -> str:
    return gettext("every year") if rule.interval == 1 else gettext("every other year")


def _which(rule: Rule) -> str:
    """Which days of a month, where it says."""
    dates = [_date(number) for number in rule.month_days]
    if rule.positions:
        any_of = gettext("working day") if {day for _, day in rule.days} == set(recurrence.WORKDAYS) else ""
        any_of = any_of or _either([*(_name(day) for _, day in rule.days), *dates])
        return _all([_placed(place, any_of) for place in rule.positions])
    days = _all([_placed(place, _name(day)) for place, day in rule.days])
    if days and dates:
        return gettext("%(day)s when it is %(dates)s", day=days, dates=_either(dates))
    return days or _all(dates)


def _placed(place: int, day: str) -> str:
    if place == 0:
        return gettext("every %(days)s", days=day)
    if place in _OF_MONTH:
        return gettext(_OF_MONTH[place], day=day)
    return gettext("%(day)s number %(num)s from the end", day=day, num=-place)


def _date(number: int) -> str:
    if number == -1:
        return gettext("the last day")
    return gettext("day %(num)s", num=number) if number > 0 else gettext("day %(num)s from the end", num=-number)


def _name(day: str) -> str:
    return str(get_day_names("wide", locale=get_locale() or "da")[recurrence.WEEKDAYS.index(day)])


def _all(words: list[str]) -> str:
    return format_list(words, locale=get_locale() or "da") if words else ""


def _either(words: list[str]) -> str:
    return format_list(words, "or", locale=get_locale() or "da") if words else ""
