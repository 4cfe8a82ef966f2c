"""What a group hears of its rounds (domain §4)."""

from collections import defaultdict
from datetime import date, datetime

from workers.rehearsal.model.calendar import DAY, day_of
from workers.rehearsal.model.expecting import Expected
from workers.rehearsal.model.who import Who
from workers.rehearsal.record import Act

TOLD = {"round.plan": "round.invited", "round.move": "round.moved"}
TOLD |= {"round.cancel": "round.cancelled", "round.close": "round.card", "round.hold": "round.held"}
"""what everybody else in the group hears, by what its leader did"""
OVER = ("round.close", "round.cancel")
"""nobody prepares any more"""


def expect(found: Expected, who: Who, acts: list[Act], ends: datetime) -> None:
    """Everything about every round."""
    rounds: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        if act.what.startswith("round."):
            rounds[act.matter].append(act)
        if act.what == "agree":
            others = set(act.said["owners"]) - {act.who}
            found.tell(others, "round.agreement", act.said["round"], day_of(act.at))
    for name, own in rounds.items():
        for act in own:
            if kind := TOLD.get(act.what):
                day = day_of(act.at)
                found.tell(who.members(act.said["group"], day) - {act.who}, kind, name, day)
        _joiners(found, who, name, own, ends)
        _leavers(found, who, name, own)
        _reminders(found, who, name, own, ends)


def _joiners(found: Expected, who: Who, name: str, own: list[Act], ends: datetime) -> None:
    """Whoever joins the group before the preparation is closed may be invited, too: on a day between the two."""
    planned = next((act for act in own if act.what == "round.plan"), None)
    if planned is None:
        return
    group, day = planned.said["group"], day_of(planned.at)
    last = day_of(min((act.at for act in own if act.what in OVER), default=ends))
    known = who.members(group, day)
    while day < last:
        day += DAY
        joined = who.members(group, day) - known
        found.tell(joined, "round.invited", name, day, last, need=False)
        known |= joined


def _leavers(found: Expected, who: Who, name: str, own: list[Act]) -> None:
    """Whoever leaves the group before the meeting may hear that it is taken out of the calendar."""
    group, days = own[0].said["group"], [date.fromisoformat(act.said["day"]) for act in own if "day" in act.said]
    if not days:
        return
    for span in who.spans([group]):
        if span.ends is None or not day_of(own[0].at) <= span.ends < max(days):
            continue
        lost = span.ends + DAY
        if who.here(span.who, lost) and span.who not in who.members(group, lost):
            found.tell([span.who], "meeting.taken_out", f"c:{name}", lost, max(days), need=False)


def _reminders(found: Expected, who: Who, name: str, own: list[Act], ends: datetime) -> None:
    """Whoever is not ready is reminded once, on one of the five working days before the meeting; the ready are not."""
    dated = [act for act in own if act.what in ("round.plan", "round.move")]
    closed = min((act.at for act in own if act.what in OVER), default=ends)
    ready = {act.who: act.at for act in reversed(own) if act.what == "round.prepare" and act.said["ready"]}
    for act, after in zip(dated, [*dated[1:], None], strict=True):
        meeting = date.fromisoformat(act.said["day"])
        first, last = max(who.days.before(meeting, 5), day_of(act.at)), who.days.before(meeting, 1)
        until = min(closed, after.at if after else closed)
        if day_of(act.at) > last or day_of(until) < first:
            continue
        surely = day_of(act.at) < who.days.before(meeting, 4) and day_of(until) > last
        last = min(last, day_of(until))
        here = who.members(act.said["group"], first) | who.members(act.said["group"], last)
        staying = who.members(act.said["group"], first) & who.members(act.said["group"], last)
        for one in here:
            done = ready.get(one)
            if done is None or day_of(done) >= first:
                need = surely and one in staying and (done is None or day_of(done) > last)
                found.tell([one], "round.reminder", name, first, last, need=need)
