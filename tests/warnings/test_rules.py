"""The catalogue of rules, and what may be answered."""

import pytest

from tracker.kernel.errors import RuleBroken
from tracker.warnings import rules

OFFERED = ["coach", "mentor"]


def test_every_rule_says_what_it_looks_at_whom_it_tells_and_what_it_offers() -> None:
    for code, rule in rules.RULES.items():
        assert code == rule.code
        assert all((rule.title, rule.looks_at, rule.tells, rule.offers))
        assert rule.told in ("GL", "HR", "BOTH", "NL")
        assert rule.dial is None or rule.dial.least <= rule.dial.at <= rule.dial.most


@pytest.mark.parametrize(("in_a_row", "wanted"), [(0, False), (1, False), (2, True), (5, True)])
def test_two_in_a_row_are_a_sign_and_one_is_none(in_a_row: int, wanted: bool) -> None:
    assert rules.is_sign(in_a_row, 2) is wanted


@pytest.mark.parametrize("state", ["new", "seen", "later", "declined"])
@pytest.mark.parametrize(("choice", "support"), [("accepted", "coach"), ("later", None), ("declined", None)])
def test_it_can_be_answered_until_an_offer_was_accepted(state: str, choice: str, support: str | None) -> None:
    rules.answer(state, choice, support, OFFERED)


@pytest.mark.parametrize(
    ("state", "choice", "support", "field"),
    [
        ("accepted", "declined", None, None),
        ("new", "new", None, "choice"),
        ("new", "", None, "choice"),
        ("new", "accepted", None, "support"),
        ("new", "accepted", "gold", "support"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(state: str, choice: str, support: str | None, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        rules.answer(state, choice, support, OFFERED)
    assert refused.value.field == field
