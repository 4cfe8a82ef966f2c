"""What becomes of follow-ups (domain §9): placed on working days, reminded of before, asked on the day, once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from workers.rehearsal.model.calendar import DAY, day_of, morning
from workers.rehearsal.model.expecting import Expected, Pair, Promise
from workers.rehearsal.model.who import Who
from workers.rehearsal.record import Act

EVENTS = {"followups.asked": "followup"}
PATIENCE = 5
"""working days after its day from which an unanswered one may count as missed"""
LENIENT = 2
"""how many signs a missed one counts for: every day of a cadence that passed is one, and we need not know how many"""
Begins = tuple[str | None, list[str], date, datetime]
"""of what group, whose, its first day, and when it was set"""
Signs = dict[str, list[tuple[datetime, int]]]
"""by series: signs that help may be needed, and since when; 0 where it went well again"""


def expect(found: Expected, who: Who, acts: list[Act], ends: datetime) -> Signs:
    """Everything about every follow-up. Returns the signs of trouble."""
    own: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        if act.what.startswith("followup."):
            own[act.matter].append(act)
    signs: Signs = defaultdict(list)
    for name, begins, bound in _all(found, acts):
        _series(found, who, name, begins, own, signs, ends, bound)
    return signs


def _all(found: Expected, acts: list[Act]) -> Iterator[tuple[str, Begins, Promise | Pair | None]]:
    """Each series by its name: whose it is, its first day, and whom it is bound to."""
    for act in acts:
        said = act.said
        if act.what == "agree":
            yield act.matter, (said["group"], said["owners"], date.fromisoformat(said["first"]), act.at), None
        elif act.what == "agreement.close" and said["effect"]:
            effect = date.fromisoformat(said["effect"])
            yield f"x:{act.matter}", (said["group"], [act.who], effect, act.at), None
        elif act.what == "own.promise":
            yield act.matter, (None, [act.who], date.fromisoformat(said["first"]), act.at), None
        elif act.what == "dialogue.agree":
            begins = (None, said["owners"], date.fromisoformat(said["first"]), act.at)
            yield said["agreement"], begins, Pair(said["leader"], said["nearest"])
    yield from _of_actions(acts)
    for matter, promise in found.promises.items():
        yield f"a:{matter}", (None, [promise.who], promise.due, promise.at), promise


def _of_actions(acts: list[Act]) -> Iterator[tuple[str, Begins, None]]:
    """An action is asked about first on the plan's status day or its own, whichever is first; what is done, later."""
    actions = {act.matter: act for act in acts if act.what == "action.add"}
    statuses = {act.matter: date.fromisoformat(act.said["status"]) for act in acts if act.what == "plan.start"}
    for act in acts:
        if act.what == "plan.publish" and act.said["number"] == 1:
            status = statuses[act.matter]
            for name, made in actions.items():
                if made.said["plan"] != act.matter:
                    continue
                own_day, published = date.fromisoformat(made.said["due"]), day_of(act.at)
                first = status if published < status < own_day else max(own_day, published)
                yield name, (None, [made.said["person"]], first, act.at), None
        elif act.what == "action.done":
            name, worked = act.said["action"], date.fromisoformat(act.said["next"])
            yield f"y:{name}", (None, [actions[name].said["person"]], worked, act.at), None


def is_of_a_role(matter: str) -> bool:
    """Whether a follow-up goes with a role, to whoever holds it."""
    return matter.startswith("a:")


def _series(
    found: Expected,
    who: Who,
    name: str,
    begins: Begins,
    own: dict[str, list[Act]],
    signs: Signs,
    ends: datetime,
    bound: Promise | Pair | None = None,
) -> None:
    group, owners, first, at = begins
    number: int | None = 1
    while number is not None:
        matter = f"{name}:{number}"
        one = _Occurrence(found, who, matter, group, list(owners), signs[f"{name}:1"], bound)
        one.put_on(first, at)
        following = one.tell(own.get(matter, []), ends)
        number = number + 1 if following else None
        if following:
            owners, (first, at) = one.owners, following


class _Occurrence:
    """One day on which it is asked what became of something."""

    def __init__(
        self,
        found: Expected,
        who: Who,
        matter: str,
        group: str | None,
        owners: list[str],
        signs: list[tuple[datetime, int]],
        bound: Promise | Pair | None,
    ) -> None:
        self.found, self.who, self.matter, self.group = found, who, matter, group
        self.owners, self.signs = owners, signs
        self.promise = bound if isinstance(bound, Promise) else None
        self.two = bound if isinstance(bound, Pair) else None
        self.asked = False
        self.handed: list[tuple[date, list[str]]] = []
        """on which days it went to others, and who had it before"""
        self.ask_at = self.set_at = datetime.min.replace(tzinfo=morning(date(2000, 1, 1)).tzinfo)
        self.due = self.meant = date.min

    def put_on(self, day: date, at: datetime) -> None:
        """It is put on a day: a working day, on which not all who are asked have announced leave."""
        self.due, self.meant, self.set_at, self.asked = self._placed(day, at), day, at, False
        self.ask_at = max(morning(self.due), at)

    def _placed(self, day: date, at: datetime) -> date:
        day = self.who.days.from_(day)
        while self.owners and all(self.who.on_leave(owner, day, at) for owner in self.owners):
            day = self.who.days.from_(day + DAY)
        return day

    def tell(self, acts: list[Act], ends: datetime) -> tuple[date, datetime] | None:
        """What becomes of it. Returns the day and instant of the next occurrence, if it has one."""
        for act in acts:
            self._until(act.at)
            what = act.what.partition(".")[2]
            self._reminded(act.at, done=what != "hand_over")
            if what == "move":
                to = date.fromisoformat(act.said["to"])
                if self._placed(to, act.at) > self.due:
                    self.signs.append((act.at, 1))
                self.put_on(to, act.at)
            elif what == "hand_over":
                self._hand_over(act)
            elif what == "answer":
                self._answered(act)
                following = act.said["next"]
                return (date.fromisoformat(following), act.at) if following else None
            else:
                return None
        self._until(ends)
        self._reminded(ends, done=True)
        if self.asked:
            self.signs.append((morning(self.who.days.after(self.due, PATIENCE)), LENIENT))
        return None

    def _until(self, instant: datetime) -> None:
        """Leave is announced, and it has another day; the day comes, and it is asked."""
        for known in self.who.announced(self.owners, self.set_at, instant):
            if self.ask_at > known:
                self._place_again(known)
        if not self.asked and self.ask_at <= instant:
            self.asked = True
            day = day_of(self.ask_at)
            self.found.happens("followups.asked", self.matter, day)
            self.found.tell(self._told(day), "followup.due", self.matter, day, need=self._is_sure(day))

    def _place_again(self, at: datetime) -> None:
        meant = self.meant
        if self._placed(max(meant, day_of(at)), at) != self.due:
            self._reminded(at, done=True)
            self.put_on(max(meant, day_of(at)), at)
            self.meant = meant

    def _reminded(self, until: datetime, *, done: bool) -> None:
        """A reminder comes once, on one of the five working days before; surely where it was set before those."""
        days = self.who.days
        first, last = max(days.before(self.due, 5), day_of(self.set_at)), days.before(self.due, 1)
        if day_of(until) < first or not done or day_of(self.set_at) > last:
            return
        need = day_of(self.set_at) < days.before(self.due, 3) and day_of(until) > last and self._is_sure(first)
        last = min(last, day_of(until))
        sure = self._told(first) & self._told(last)
        if any(first <= day <= last for day, _ in self.handed):
            sure = set()
        others = self._told(first) | self._told(last) | set(self._owners_on(first)) | set(self._owners_on(last))
        others |= {one for day, before in self.handed if first <= day <= last for one in before}
        if self.promise:
            heirs = self._holders(first) | self._holders(last) | self._holders(self.due)
            others |= heirs
            self.found.tell(heirs, "followup.handed_over", self.matter, first, self.due, need=False)
        self.found.tell(sure, "followup.reminder", self.matter, first, last, need=need)
        self.found.tell(others - sure, "followup.reminder", self.matter, first, last, need=False)

    def _hand_over(self, act: Act) -> None:
        day, to = day_of(act.at), act.said["to"]
        self.handed.append((day, list(self.owners)))
        self.owners = [key for key in self.owners if key != act.who and act.who in self.owners] + [to]
        kind = "followup.due" if self.asked else "followup.handed_over"
        self.found.tell([to], kind, self.matter, day)
        self.found.tell(self._told(day) - {to}, kind, self.matter, day, need=False)
        if not self.asked:
            self._place_again(act.at)

    def _answered(self, act: Act) -> None:
        if self.asked and act.at > morning(self.who.days.after(self.due, PATIENCE)):
            self.signs.append((morning(self.who.days.after(self.due, PATIENCE)), LENIENT))
        self.signs.append((act.at, 1 if act.said["outcome"] == "not" else 0))

    def _told(self, day: date) -> set[str]:
        """Its owners while they are in the group; its leader where none is left."""
        owners = set(self._owners_on(day))
        if self.promise:
            return owners if owners & self._holders(day) or not self._holders(day) else self._holders(day)
        if self.two:
            return self._of_the_two(owners, day)
        if self.group is None:
            return owners
        here = self.who.members(self.group, day)
        leader = self.who.leader(self.group, day)
        return owners & here or ({leader} if leader else set())

    def _of_the_two(self, owners: set[str], day: date) -> set[str]:
        """Those who work here; the nearest leader only while being that."""
        leader, nearest = (self.two.leader, self.two.nearest) if self.two else ("", "")
        parted = not self.who.here(leader, day) or self.who.nearest(leader, morning(day)) != nearest
        return {one for one in owners - ({nearest} if parted else set()) if self.who.here(one, day)}

    def _owners_on(self, day: date) -> list[str]:
        """Who had it when a day ended."""
        return next((before for handed, before in self.handed if day < handed), self.owners)

    def _holders(self, day: date) -> set[str]:
        """Who holds the role in which something was promised."""
        promise = self.promise
        if promise is None:
            return set()
        if promise.role != "NL":
            return self.who.holders(promise.role, day) - {promise.concerned}
        leader = self.who.leader(promise.group, day)
        nearest = self.who.nearest(leader, morning(day)) if leader else None
        return {nearest} - {promise.concerned} if nearest and self.who.here(nearest, day) else set()

    def _is_sure(self, day: date) -> bool:
        """Of an action whose person has left nobody need be told."""
        return self.group is not None or all(self.who.here(owner, day) for owner in self.owners)
