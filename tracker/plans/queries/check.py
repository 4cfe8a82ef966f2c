"""What did we forget? Everything a plan ought to hold before it is published, and whether it does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.plans import rules
from tracker.plans.models import Action, Plan
from tracker.plans.queries.draft import ThemeCard
from tracker.plans.queries.hearing import Consulted


@dataclass(frozen=True)
class Point:
    """One thing to look at: whether the draft has it, whether publishing waits for it, and whose it is."""

    code: str
    there: bool
    blocks: bool = False
    theme: ThemeCard | None = None
    action: Action | None = None
    """the action that lacks its person or its date"""
    hearing_id: UUID | None = None
    """the hearing with comments that await an answer"""


def checked(plan: Plan, cards: list[ThemeCard], today: date, heard: Consulted) -> list[Point]:
    """All points, in the order a plan is read."""
    return [
        Point("purpose", bool(plan.purpose.strip()), blocks=True),
        Point("themes", bool(cards), blocks=True),
        *(point for card in cards for point in _of_theme(card)),
        *(Point(name, bool(getattr(plan, name).strip())) for name in rules.ANSWERS),
        Point("heard", heard.hearing_id is not None),
        *([Point("answered", heard.answered, hearing_id=heard.hearing_id)] if heard.hearing_id else []),
        Point("next_status", today <= plan.next_status),
        Point("ends", today <= plan.ends),
    ]


def _of_theme(card: ThemeCard) -> Iterator[Point]:
    going_on = [one for one in card.actions if one.state == "open"]
    open_ended = [one for one in going_on if one.person_id is None or one.due is None]
    yield Point("description", bool(card.theme.description.strip()), theme=card)
    yield Point("actions", bool(card.actions), theme=card)
    if card.actions:
        yield from (Point(_lacks(one), there=False, theme=card, action=one) for one in open_ended)
        if not open_ended:
            yield Point("who_when", there=True, theme=card)
        yield Point("spread", not card.all_on_the_individual, theme=card)


def _lacks(action: Action) -> str:
    if action.person_id is None and action.due is None:
        return "who_when"
    return "who" if action.person_id is None else "when"
