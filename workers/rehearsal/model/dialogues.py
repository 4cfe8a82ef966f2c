"""What is between two (domain §5): a leader and the nearest leader alone hear of it, and no successor inherits it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from workers.rehearsal.model.calendar import day_of
from workers.rehearsal.model.expecting import Expected
from workers.rehearsal.model.who import Who
from workers.rehearsal.record import Act, Event

TOLD = {"dialogue.set": "dialogue.set", "dialogue.move": "dialogue.moved", "dialogue.off": "dialogue.off"}
"""what both hear, as both have it in the calendar; by what one of them did"""
OVER = ("dialogue.hold", "dialogue.off")
KINDS = {f"dialogue.{kind}" for kind in ("set", "moved", "off", "near", "agreement", "asked", "offered")}
TO_PREPARE = 5
"""working days before it within which both are reminded to prepare"""


def by_itself(who: Who, acts: list[Act]) -> list[Act]:
    """What ends as two are leader and nearest leader no more: what lay ahead, and what was agreed is asked no more."""
    brought_in = [act.at for act in acts if act.what == "people.import"]
    found: list[Act] = []
    asked: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        if act.what.startswith("followup."):
            asked[act.matter.rpartition(":")[0]].append(act)
    for story in _stories(acts).values():
        begun = story[0]
        at = who.parted(begun.said["leader"], begun.said["nearest"], begun.at, brought_in)
        if at is None:
            continue
        if not any(act.what in OVER and act.at < at for act in story):
            found.append(replace(begun, at=at, slot="", who="", what="dialogue.off"))
        for act in story:
            if act.what == "dialogue.agree" and act.at < at:
                found += _closed(act, at, asked[act.said["agreement"]])
    return found


def _closed(agreed: Act, at: datetime, asked: list[Act]) -> Iterator[Act]:
    """The follow-up of an agreement that is still open."""
    name, number = agreed.said["agreement"], 1
    for act in asked:
        if act.what == "followup.answer" and act.said["next"]:
            number += 1
        elif act.what in ("followup.answer", "followup.close"):
            return
    yield replace(agreed, at=at, slot="", who="", what="followup.close", matter=f"{name}:{number}", said={})


def _stories(acts: list[Act]) -> dict[str, list[Act]]:
    """All that was done with each dialogue, from the day it was set."""
    found: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        if act.what == "dialogue.set" or act.matter in found:
            found[act.matter].append(act)
    return found


def expect(found: Expected, who: Who, acts: list[Act], ends: datetime) -> None:
    """Everything about every dialogue, and whoever is asked to have one."""
    found.kinds |= KINDS
    for act in acts:
        if act.what == "dialogue.asked":
            kind = "dialogue.offered" if act.said["is_offer"] else "dialogue.asked"
            found.tell([act.said["person"]], kind, act.matter, day_of(act.at))
    for story in _stories(acts).values():
        _told(found, who, story)
        _reminded(found, who, story, ends)
        _taken_out(found, who, story)


def _two(who: Who, story: list[Act], day: date, at: datetime) -> set[str]:
    """The two, as far as they are that still: the leader alone where the other is the nearest leader no more."""
    leader, nearest = story[0].said["leader"], story[0].said["nearest"]
    both = {leader, nearest} if who.nearest(leader, at) == nearest and who.here(leader, day) else {leader}
    return {one for one in both if who.here(one, day)}


def _told(found: Expected, who: Who, story: list[Act]) -> None:
    for act in story:
        day = day_of(act.at)
        two = _two(who, story, day, act.at)
        if kind := TOLD.get(act.what):
            quick = any(other.what in OVER and other.slot == act.slot for other in story if other is not act)
            found.tell(two, kind, act.matter, day, need=not quick)
        elif act.what == "dialogue.agree":
            found.tell(two - {act.who}, "dialogue.agreement", act.matter, day)


def _reminded(found: Expected, who: Who, story: list[Act], ends: datetime) -> None:
    """Both, once for each day it was set to, on one of the working days before it while it lies ahead."""
    dated = [act for act in story if act.what in ("dialogue.set", "dialogue.move")]
    over = min((act.at for act in story if act.what in OVER), default=ends)
    for act, after in zip(dated, [*dated[1:], None], strict=True):
        day, set_on = date.fromisoformat(act.said["day"]), day_of(act.at)
        first, last = max(who.days.before(day, TO_PREPARE), set_on), who.days.before(day, 1)
        until = min(over, after.at if after else over)
        if set_on > last or day_of(until) < first:
            continue
        need = set_on < who.days.before(day, 3) and day_of(until) > last
        two = _two(who, story, first, act.at)
        sure = {one for one in two if who.here(one, last)}
        found.tell(sure, "dialogue.near", act.matter, first, min(last, day_of(until)), need=need)
        found.tell(two - sure, "dialogue.near", act.matter, first, min(last, day_of(until)), need=False)


def _taken_out(found: Expected, who: Who, story: list[Act]) -> None:
    """Whoever was the nearest leader may hear that the meeting is no more in their calendar, and not which it was."""
    begun, nearest = story[0], story[0].said["nearest"]
    last = max(date.fromisoformat(act.said["day"]) for act in story if "day" in act.said)
    lost = who.parted_on(begun.said["leader"], nearest, begun.at)
    if lost and lost <= last and who.here(nearest, lost):
        found.tell([nearest], "meeting.taken_out", f"c:{begun.matter}", lost, last, need=False)


def only_theirs(found: Expected, who: Who, acts: list[Act], seen: list[Event]) -> None:
    """Nobody but the two does anything with a dialogue, and nobody but its owner with what is one's own."""
    for act in acts:
        day = day_of(act.at)
        if act.what in ("dialogue.peek", "own.peek"):
            found.breach("stranger", f"{act.who} read {act.matter}, which is not theirs, on {day}")
        elif act.who and "leader" in act.said and act.what.startswith("dialogue."):
            leader, nearest = act.said["leader"], act.said["nearest"]
            if act.who not in (leader, nearest) or who.nearest(leader, act.at) != nearest:
                found.breach("stranger", f"{act.who} did {act.what} with {act.matter} on {day}, and is none of the two")
    for event in seen:
        if event.matter.startswith("o:") and not event.name.startswith("followups."):
            found.breach("stranger", f"the timeline says {event.name} of {event.matter}, which is its owner's alone")
