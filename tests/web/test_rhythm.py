"""How often something is followed up: in words of both languages, and from what was chosen to the rule and back."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings

from tests.kernel.test_recurrence import RULES
from tracker.kernel.errors import RuleBroken
from tracker.web import language
from tracker.web.rhythm import RhythmForm, often

MONDAY = date(2026, 2, 2)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The languages and no more."""
    made = Flask(__name__)
    made.config.update(SECRET_KEY="test" * 8, WTF_CSRF_ENABLED=False)
    language.install(made, ZoneInfo("Europe/Copenhagen"), tmp_path_factory.mktemp("catalogue"))
    return made


@pytest.fixture
def page(app: Flask) -> Iterator[None]:
    """A request to build forms in."""
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("rule", "danish", "english"),
    [
        (None, "", ""),
        ("fortnightly", "hver 14. dag", "every fortnight"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "hver mandag og torsdag", "every Monday and Thursday"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "hver 3. uge, tirsdag", "every 3 weeks on Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=2", "hver anden uge", "every other week"),
        ("FREQ=MONTHLY;BYDAY=1TU", "den første tirsdag, hver måned", "the first Tuesday, every month"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "den sidste fredag, hvert kvartal", "the last Friday, every quarter"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "den sidste hverdag, hver måned",
            "the last working day, every month",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15,-1",
            "den 15. og den sidste dag, hver måned",
            "day 15 and the last day, every month",
        ),
        ("FREQ=MONTHLY;INTERVAL=2;COUNT=4", "hver 2. måned, 4 gange", "every 2 months, 4 times"),
        (
            "FREQ=YEARLY;UNTIL=20301231",
            "hvert år, til og med 31. december 2030",
            "every year, until 31 December 2030",
        ),
    ],
)
def test_a_rule_is_said_in_words(page: None, rule: str | None, danish: str, english: str) -> None:
    said = []
    for spoken in ("da", "en"):
        with force_locale(spoken):
            said.append(often(rule))
    assert said == [danish, english]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rule=RULES)
def test_every_rule_has_words_and_none_of_them_is_the_rule(page: None, rule: str) -> None:
    said = often(rule)
    assert said
    assert not [part for part in ("FREQ", "BYDAY", "%(") if part in said]


def form_of(**values: object) -> RhythmForm:
    return RhythmForm(formdata=None, data=values)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"cadence": ""}, None),
        ({"cadence": "monthly"}, "monthly"),
        ({"cadence": "weeks", "weeks": "2", "weekdays": ["TH", "MO"]}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"),
        (
            {"cadence": "months", "place": "first", "weekday": "TU", "months": "1"},
            "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU",
        ),
        (
            {"cadence": "months", "place": "last", "weekday": "workday", "months": "3"},
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        ),
        ({"cadence": "rule", "rule": "rrule:freq=monthly;bymonthday=15"}, "FREQ=MONTHLY;BYMONTHDAY=15"),
    ],
)
def test_what_is_chosen_is_kept_and_shown_again_as_it_was_chosen(
    page: None, values: dict[str, object], rule: str | None
) -> None:
    assert form_of(**values).chosen(MONDAY) == rule
    again = form_of()
    again.show(rule)
    assert again.cadence.data == values["cadence"]
    assert again.chosen(MONDAY) == rule


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"cadence": "weeks", "weeks": "1", "weekdays": []}, "weekdays"),
        ({"cadence": "weeks", "weeks": "1", "weekdays": ["MO", "TU", "WE"]}, "weekdays"),
        ({"cadence": "rule", "rule": ""}, "rule"),
        ({"cadence": "rule", "rule": "FREQ=SECONDLY"}, "rule"),
        ({"cadence": "rule", "rule": "FREQ=WEEKLY;UNTIL=20200101"}, "rule"),
    ],
)
def test_what_cannot_be_is_refused_where_it_was_chosen(page: None, values: dict[str, object], field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        form_of(**values).chosen(MONDAY)
    assert refused.value.field == field
