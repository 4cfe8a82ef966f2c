"""How new leaders are received (domain §3): whoever became one since a plan came out hears of it in the first week."""

from collections import defaultdict
from datetime import date, datetime

from workers.rehearsal.model.calendar import day_of
from workers.rehearsal.model.expecting import Expected
from workers.rehearsal.model.who import Who
from workers.rehearsal.record import Act, Span

WEEK = 5
"""working days"""


def expect(found: Expected, who: Who, acts: list[Act], ends: datetime) -> None:
    """Everybody who is new in the leadership groups a plan is for, or leads one for the first time since."""
    found.kinds.add("plan.given")
    came_out: dict[str, Act] = {}
    for act in acts:
        if act.what == "plan.publish":
            came_out.setdefault(act.matter, act)
    for name, act in came_out.items():
        spans = defaultdict(list)
        for span in who.spans(act.said.get("groups", who.groups)):
            spans[span.who].append(span)
        for one, own in spans.items():
            if day := _new_on(own, day_of(act.at)):
                _told(found, who, one, name, own, day, ends)


def _new_on(own: list[Span], published: date) -> date | None:
    """The day from which somebody is new: of a leadership group, or leading one, and was not when the plan came out."""
    begun = []
    for leads in (False, True):
        counts = [span for span in own if span.role == "leader" or not leads]
        if counts and not any(span.holds(published) for span in counts):
            begun += [span.starts for span in counts if span.starts > published]
    return min(begun, default=None)


def _told(found: Expected, who: Who, one: str, name: str, own: list[Span], day: date, ends: datetime) -> None:
    last = who.days.after(day, WEEK)
    stays = any(span.starts <= day and (span.ends is None or span.ends >= last) for span in own)
    if day <= day_of(ends):
        found.tell([one], "plan.given", name, day, last, need=stays)
