"""What is heard of the plan (domain §3), of requests for support and of early warnings (§7)."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from workers.rehearsal.model.calendar import day_of
from workers.rehearsal.model.expecting import Expected
from workers.rehearsal.model.followups import Signs
from workers.rehearsal.model.who import Who
from workers.rehearsal.record import Act, Event, Notice

GROUP_WARNING = "w:followup.twice:"
A_QUARTER = timedelta(weeks=16)
"""thirteen weeks, and whoever is asked may be on leave then"""


def expect_plan(found: Expected, who: Who, acts: list[Act]) -> None:
    """The coordinator, representatives and proposers; and the leaders of all groups, asked to talk about it."""
    proposed = {act.matter: act.who for act in acts if act.what == "theme.propose"}
    for act in acts:
        day = day_of(act.at)
        decided = act.what in ("theme.choose", "theme.leave")
        if act.what == "plan.start":
            found.tell([act.said["coordinator"]], "plan.coordinator", act.matter, day)
        elif act.what == "theme.ask":
            found.tell([act.said["person"]], "theme.qualify", act.matter, day)
        elif decided or (act.what == "theme.assess" and act.said["importance"] == "L"):
            found.tell([proposed[act.matter]], "theme.decided", act.matter, day)
        elif act.what == "plan.publish":
            _published(found, who, act, day)


def _published(found: Expected, who: Who, act: Act, day: date) -> None:
    """The leaders of all groups are asked, or of those of the part the plan is for; MED/AMO hears that it came out."""
    led = defaultdict(list)
    for group in act.said.get("groups", who.groups):
        if leader := who.leader(group, day):
            led[leader].append(group)
    for leader, groups in led.items():  # asked once, for any one of the groups they lead
        for matter in [act.matter] if "groups" in act.said else groups:
            found.tell([leader], "plan.talk", matter, day, need="groups" in act.said or len(groups) == 1)
    found.tell(who.holders("MED", day) - led.keys(), "plan.published", act.matter, day)


def actions_go_on(found: Expected, acts: list[Act]) -> None:
    """What is open is asked about again within a quarter or so; of what is done, whether it worked (§§12, 13)."""
    for act in acts:
        if act.what not in ("action.say", "action.done", "action.effect") or act.said["said"] in ("stopped", "yes"):
            continue
        again, day = act.said["next"], day_of(act.at)
        if again is None and act.what != "action.effect":
            found.breach("followup", f"{act.said['action']} is asked about no more since {day}")
        elif again and date.fromisoformat(again) > day + A_QUARTER:
            found.breach("followup", f"{act.said['action']} is not asked about from {day} to {again}")


def expect_support(found: Expected, who: Who, acts: list[Act]) -> None:
    """HR, and nobody else; not whoever asks."""
    gone = {(act.matter, act.slot) for act in acts if act.what == "support.withdraw"}
    for act in acts:
        asks = act.what == "support.ask" or (act.what == "warning.answer" and act.said["choice"] == "accepted")
        if asks:
            name = act.matter if act.what == "support.ask" else f"s:{act.matter}"
            hr = who.holders("HR", day_of(act.at)) - {act.who}
            found.tell(hr, "support.asked", name, day_of(act.at), need=(name, act.slot) not in gone)


def expect_roles(found: Expected, who: Who, acts: list[Act]) -> None:
    """Top management approves who is of HR; never the one it is about, nor the one who proposes."""
    decided = {(act.matter, act.slot) for act in acts if act.what == "role.approve"}
    for act in acts:
        if act.what == "role.propose":
            there = who.holders("TM", day_of(act.at)) - {act.who, act.said["person"]}
            need = (act.matter, act.slot) not in decided
            found.tell(there, "role.proposed", act.matter, day_of(act.at), need=need)


def expect_warnings(found: Expected, who: Who, acts: list[Act], seen: list[Event], signs: Signs) -> None:
    """A warning about a group comes with two signs at least, and its leader alone hears of it; again only if asked."""
    found.kinds |= {"warning.group", "warning.unanswered"}
    groups = {f"{act.matter}:1": act.said["group"] for act in acts if act.what == "agree"}
    groups |= {f"x:{act.matter}:1": act.said["group"] for act in acts if act.what == "agreement.close"}
    later: dict[str, int] = defaultdict(int)
    for act in acts:
        if act.what == "warning.answer" and act.said["choice"] == "later":
            later[act.matter] += 1
    for event in seen:
        if not event.matter.startswith(GROUP_WARNING) or event.name not in ("warnings.raised", "warnings.came_back"):
            continue
        series = event.matter.removeprefix(GROUP_WARNING).rpartition(":")[0]
        if event.name == "warnings.raised" and _count(signs.get(series, []), event.at) < 2:
            found.breach("stranger", f"{event.matter} was raised without two signs in a row")
        if event.name == "warnings.came_back":
            later[event.matter] -= 1
            if later[event.matter] < 0:
                found.breach("once", f"{event.matter} came back unasked")
        leader = who.leader(groups[series], day_of(event.at)) if series in groups else None
        found.tell([leader] if leader else [], "warning.group", event.matter, day_of(event.at), need=False)


def _count(signs: list[tuple[datetime, int]], at: datetime) -> int:
    total = 0
    for since, weight in sorted(signs):
        if since <= at:
            total = total + weight if weight else 0
    return total


def warnings_were_told(found: Expected, seen: list[Event], notices: list[Notice]) -> None:
    """Each warning about a group was told to somebody, unless the group has nobody to lead it or it ended at once."""
    told = {notice.matter for notice in notices if notice.kind == "warning.group"}
    ended = {event.matter for event in seen if event.name == "warnings.ended"}
    for event in seen:
        of_group = event.name == "warnings.raised" and event.matter.startswith(GROUP_WARNING)
        if of_group and event.matter not in told | ended:
            found.breach("lost", f"nobody was told of {event.matter}")
