"""Early warnings over the cards and between two (domain §7.3): each says why it came, and to whom alone."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from workers.rehearsal.model.calendar import DAY, day_of, morning
from workers.rehearsal.model.expecting import Expected
from workers.rehearsal.model.who import Who
from workers.rehearsal.record import Act, Event

CARD, BETWEEN = "w:card.", "v:"
QUIET, NEW = "dialogue.quiet", "leader.new"
LONG, RECEIVED = timedelta(weeks=12), timedelta(weeks=4)
"""what the rules say where nobody has set them: so long without a dialogue; so long since somebody came"""
SLACK = timedelta(days=10)
"""a rule looks on working mornings"""
Pair = tuple[str, str]
Talks = dict[Pair, dict[str, list[tuple[datetime, date | None]]]]


def expect(found: Expected, who: Who, acts: list[Act], seen: list[Event], ends: datetime) -> None:
    """Everything about them. Of a card the model knows that there is one, and not what it says."""
    found.kinds |= {"warning.card", "warning.quiet", "warning.new_leader"}
    _cards(found, who, acts, seen)
    talks = _talks(acts)
    came = [event for event in seen if event.name == "warnings.person_warned"]
    known: dict[tuple[str, str, str], list[date]] = defaultdict(list)
    for event in came:
        rule, one, other = event.matter.removeprefix(BETWEEN).split(":")[:3]
        day = day_of(event.at)
        known[rule, one, other].append(day)
        kind = "warning.quiet" if rule == QUIET else "warning.new_leader"
        why = _why_not(who, talks, rule, one, other, event.at)
        if why:
            found.breach("stranger", f"{event.matter} came, and {why}")
        found.tell([one], kind, event.matter, day, need=who.here(one, day))
    for rule, one, other, first in _surely(who, talks, day_of(ends)):
        if not any(first <= day <= first + SLACK for day in known[rule, one, other]):
            found.breach("lost", f"{one} never heard of {rule} with {other}, from {first}")


def _cards(found: Expected, who: Who, acts: list[Act], seen: list[Event]) -> None:
    """The leader of the group whose round was held; a card that slides has another before it."""
    held: dict[str, list[str]] = defaultdict(list)
    for act in acts:
        if act.what == "round.hold":
            held[act.said["group"]].append(act.matter)
    of_round = {name: group for group, names in held.items() for name in names}
    for event in seen:
        if not event.matter.startswith(CARD) or event.name not in ("warnings.raised", "warnings.came_back"):
            continue
        name = event.matter.removeprefix("w:").split(":", 1)[1].rpartition(":")[0]
        group = of_round.get(name)
        if group is None or (event.matter.startswith("w:card.slides") and held[group].index(name) == 0):
            found.breach("stranger", f"{event.matter} came, and there was no such card")
        leader = who.leader(group, day_of(event.at)) if group else None
        found.tell([leader] if leader else [], "warning.card", event.matter, day_of(event.at), need=False)


def _talks(acts: list[Act]) -> Talks:
    """Of each two their dialogues: since when which day was set; None since it was called off."""
    found: Talks = defaultdict(lambda: defaultdict(list))
    of_two: dict[str, Pair] = {}
    for act in acts:
        if act.what == "dialogue.set":
            of_two[act.matter] = (act.said["leader"], act.said["nearest"])
        if act.what in ("dialogue.set", "dialogue.move", "dialogue.off"):
            day = None if act.what == "dialogue.off" else date.fromisoformat(act.said["day"])
            found[of_two[act.matter]][act.matter].append((act.at, day))
    return found


def _last(talks: Talks, two: Pair, at: datetime) -> date | None:
    """The day of the last dialogue that two had or had set at an instant."""
    stands = (next((day for since, day in reversed(days) if since <= at), None) for days in talks[two].values())
    return max((day for day in stands if day is not None), default=None)


def _are_two(who: Who, leader: str, nearest: str, at: datetime) -> bool:
    return who.nearest(leader, at) == nearest and all(who.here(one, day_of(at)) for one in (leader, nearest))


def _why_not(who: Who, talks: Talks, rule: str, one: str, other: str, at: datetime) -> str:
    """Why it should not have come; empty where it should."""
    pairs = [(other, one)] if rule == NEW else [(one, other), (other, one)]
    two = next((pair for pair in pairs if _are_two(who, *pair, at)), None)
    if two is None:
        return "they are not leader and nearest leader"
    last, day = _last(talks, two, at), day_of(at)
    if rule == QUIET:
        return "" if last and last < day - LONG else "they talked lately, or never did"
    came = who.joined(other)
    is_so = came is not None and came <= day - RECEIVED and (last is None or last < came)
    return "" if is_so else "they have talked, or nobody is new"


def _surely(who: Who, talks: Talks, ends: date) -> Iterator[tuple[str, str, str, date]]:
    """Of which rule who must have heard with whom, from a day on: where nothing changed while it may have come."""
    for two in list(talks):
        for day in {day for days in talks[two].values() for _, day in days if day}:
            first = day + LONG + DAY
            if _stays(who, talks, two, first, ends) and _last(talks, two, morning(first)) == day:
                yield QUIET, two[0], two[1], first
                yield QUIET, two[1], two[0], first
    for one, came in who.joiners():
        first = came + RECEIVED
        nearest = who.nearest(one, morning(first)) if first < ends else None
        if nearest and _stays(who, talks, (one, nearest), first, ends):
            last = _last(talks, (one, nearest), morning(first))
            if (last is None or last < came) and who.stays(one, first, first + SLACK):
                yield NEW, nearest, one, first


def _stays(who: Who, talks: Talks, two: Pair, first: date, ends: date) -> bool:
    """Whether two stay what they are, with no other dialogue set, from a day until the rule must have looked."""
    last = first + SLACK
    at = [morning(first), morning(last)]
    return (
        last < ends
        and all(_are_two(who, *two, one) for one in at)
        and _last(talks, two, at[0]) == _last(talks, two, at[1])
    )
