"""What some keep for themselves: notes to the guide, agreements with themselves that are followed up, check-ins."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from tracker.dialogues import service
from tracker.dialogues.models import Promise
from tracker.dialogues.queries import private
from tracker.dialogues.service.private import Wording
from tracker.followups import queries as followups
from tracker.storage.unit_of_work import UnitOfWork
from workers.rehearsal.acts.dialogues import is_there
from workers.rehearsal.acts.followups import Series, follow
from workers.rehearsal.acts.ways import SEALED
from workers.rehearsal.stage import AFTERNOON, EVENING, MORNING, WORD, Deed, Stage

SHARE, NEUTRAL = 0.25, "Egen opfølgning"
CADENCES = (None, "fortnightly", "monthly", "monthly")


def prepare(stage: Stage) -> None:
    """Put the year of those who use it on the agenda."""
    days = (stage.last - stage.first).days
    for who in [*stage.book.people]:
        random = stage.random("own", who)
        if not who.startswith("p") or random.random() >= SHARE:
            continue
        day = stage.first + timedelta(days=random.randrange(days))
        stage.at(day, EVENING, f"notes {who}", partial(_note, stage, who))
        for number in range(1, random.choice((1, 1, 2)) + 1):
            later = stage.workday(day, number)
            stage.at(later, MORNING, f"promise {who}", partial(_promise, stage, who, number))
        while random.random() < 0.6:
            day += timedelta(days=random.randrange(7, 40))
            stage.at(day, EVENING, f"checkin {who}", partial(_check_in, stage, who, day))


def _note(stage: Stage, who: str) -> None:
    codes = stage.random("notes", who).sample(private.codes(), 3)

    def press(uow: UnitOfWork, _version: int) -> None:
        for code in codes:
            service.save_note(uow, code, text=f"{WORD} {code}", lang="da", version=0)

    if stage.book.here(who, stage.today):
        stage.do(Deed(who, "own.note", f"n:{who}", press, {"codes": codes}))


def _check_in(stage: Stage, who: str, day: date) -> None:
    random = stage.random("checkin", who, day)
    places = {name: random.randrange(1, 6) for name in ("psychological", "emotional", "social")}

    def press(uow: UnitOfWork, _version: int) -> None:
        service.check_in(uow, places, note=WORD, lang="da")

    if stage.book.here(who, stage.today):
        stage.do(Deed(who, "own.checkin", f"c:{who}", press, {}))


def _promise(stage: Stage, who: str, number: int) -> None:
    name, random = f"o:{who}:{number}", stage.random("promise", who, number)
    if not is_there(stage, who):
        return
    first, cadence = stage.today + timedelta(days=random.randrange(5, 40)), random.choice(CADENCES)

    def press(uow: UnitOfWork, _version: int) -> UUID:
        made = service.add_promise(uow, Wording(f"{WORD} {name}", "da", first, cadence, NEUTRAL))
        uow.session.flush()
        stage.ids[f"{name}:1"] = followups.of_matters(uow.session, [made])[made][0].id
        return made

    if stage.do(Deed(who, "own.promise", name, press, {"first": str(first), "cadence": cadence}, makes=name)):
        follow(stage, Series(name, None, [who], "", random.randrange(1, 5), SEALED), 1)
        _later(stage, who, name)


def _later(stage: Stage, who: str, name: str) -> None:
    """Somebody else may be curious; what has done its part is closed or deleted, some time."""
    random = stage.random(name, "later")
    if random.random() < 0.15:
        day = stage.workday(stage.today, random.randrange(1, 10))
        stage.at(day, AFTERNOON, f"{name} curious", lambda: _peek(stage, who, name))
    if random.random() < 0.25:
        day = stage.workday(stage.today, random.randrange(3, 60))
        stage.at(
            day,
            AFTERNOON,
            f"{name} end",
            partial(_end, stage, who, name, service.delete_promise if random.random() < 0.4 else service.close_promise),
        )


def _peek(stage: Stage, who: str, name: str) -> None:
    """The nearest leader, HR or the administrator tries to read it, or to see when it is asked about."""
    random = stage.random(name, "peek")
    one = random.choice([stage.book.people[who].nearest, *stage.book.holders("HR", stage.today), "s01"])
    wants_day = random.random() < 0.5

    def press(uow: UnitOfWork, _version: int) -> None:
        if wants_day:
            followups.show(uow, stage.ids[f"{name}:1"])
        else:
            private.promise(uow, stage.ids[name])

    if one:
        stage.do(Deed(one, "own.peek", name, press, {"of": who}))


def _end(stage: Stage, who: str, name: str, end: Callable[..., None]) -> None:
    said: dict[str, str | None] = {"open": None}

    def press(uow: UnitOfWork, version: int) -> None:
        views = followups.of_matters(uow.session, [stage.ids[name]])[stage.ids[name]]
        asked = {view.id for view in views if view.is_open}
        end(uow, stage.ids[name], version=version)
        numbered = (f"{name}:{number}" for number in range(1, len(views) + 1))
        said["open"] = next((one for one in numbered if stage.ids[one] in asked), None)

    if is_there(stage, who):
        stage.do(Deed(who, "own.end", name, press, said, lambda uow: uow.get(Promise, stage.ids[name]).version))
