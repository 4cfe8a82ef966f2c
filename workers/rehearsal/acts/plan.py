"""The organisation's plan: begun, its themes weighed, published twice, talked about, its actions followed."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from tracker.plans import queries, service
from tracker.plans.models import Theme
from tracker.plans.service.plan import Frame
from tracker.plans.service.qualify import ActionText
from tracker.storage.unit_of_work import UnitOfWork
from workers.rehearsal.acts import actions
from workers.rehearsal.stage import AFTERNOON, MORNING, NOON, WORD, Deed, Look, Stage

HEAD = "p0001"
PUBLISHED, STATUS = (0.25, 0.65), 0.5
"""shares of the year: when the two versions come out, and when it is first asked how it goes"""


def prepare(stage: Stage) -> None:
    """Put the plan's year on the agenda."""
    _on(stage, 0.02, lambda: _start(stage))
    themes: list[str] = []
    for who in [*stage.book.people]:
        if not who.startswith("s") and stage.random("theme", who).random() < 0.08:
            _on(stage, stage.random("theme day", who).uniform(0.04, 0.14), partial(_propose, stage, who, themes))
    _on(stage, 0.17, lambda: _weigh(stage, themes))
    for number, share in enumerate(PUBLISHED, start=1):
        _on(stage, share, partial(_publish, stage, number))


def _day(stage: Stage, share: float) -> date:
    return stage.workday(stage.first + timedelta(days=int((stage.last - stage.first).days * share)))


def _on(stage: Stage, share: float, do: Callable[[], None]) -> None:
    stage.at(_day(stage, share), MORNING, "plan", do)


def _top(stage: Stage) -> str:
    """Who of top management is at work; the head decides from home where nobody is."""
    return next(iter(stage.book.holders("TM", stage.today)), HEAD)


def _start(stage: Stage) -> None:
    coordinator = next(iter(stage.book.holders("HR", stage.today)), HEAD)

    def press(uow: UnitOfWork, _version: int) -> UUID:
        close, publish, status = (_day(stage, share) for share in (0.15, PUBLISHED[0], STATUS))
        ends = stage.last + timedelta(days=200)
        frame = Frame("Plan", WORD, stage.ids[coordinator], close, publish, status, ends)
        return service.start(uow, frame, lang="da")

    said = {"coordinator": coordinator, "status": str(_day(stage, STATUS))}
    stage.do(Deed(_top(stage), "plan.start", "plan", press, said, makes="plan"))


def _propose(stage: Stage, who: str, themes: list[str]) -> None:
    if not stage.book.here(who, stage.today) or stage.book.away_until(who, stage.today) != stage.today:
        return
    name = f"t:{who}"

    def press(uow: UnitOfWork, _version: int) -> UUID:
        return service.propose(uow, title=f"{WORD} {name}", why=WORD, lang="da")

    if stage.do(Deed(who, "theme.propose", name, press, {}, makes=name)):
        themes.append(name)


def _look(stage: Stage, name: str) -> Look:
    def look(uow: UnitOfWork) -> int:
        return uow.get(Theme, stage.ids[name]).version

    return look


def _weigh(stage: Stage, themes: list[str]) -> None:
    """Every theme is assessed; at most four are chosen and qualified, the other important ones stay outside."""
    chosen: list[str] = []
    for number, name in enumerate(themes):
        important = number == 0 or stage.random(name, "weigh").random() < 0.4
        said = {"importance": "H" if important else "L", "success": stage.random(name).choice("LH")}

        def assess(uow: UnitOfWork, version: int, name: str = name, said: dict[str, str] = said) -> None:
            service.assess(uow, stage.ids[name], **said, reason=WORD, lang="da", version=version)

        def choose(uow: UnitOfWork, version: int, name: str = name) -> None:
            service.choose(uow, stage.ids[name], reason="", lang="da", version=version)

        def leave(uow: UnitOfWork, version: int, name: str = name) -> None:
            service.leave_outside(uow, stage.ids[name], reason=WORD, lang="da", version=version)

        stage.do(Deed(_top(stage), "theme.assess", name, assess, said, _look(stage, name)))
        if important and len(chosen) < 4:
            chosen.append(name)
            stage.do(Deed(_top(stage), "theme.choose", name, choose, {}, _look(stage, name)))
        elif important:
            stage.do(Deed(_top(stage), "theme.leave", name, leave, {}, _look(stage, name)))
    for name in chosen:
        _qualify(stage, name)
    if chosen:
        _ask_for_help(stage, chosen[0])


def _qualify(stage: Stage, theme: str) -> None:
    random = stage.random(theme, "qualify")
    who = next(iter(stage.book.holders("HR", stage.today)), HEAD)
    leaders = [key for key, person in stage.book.people.items() if key.startswith("p") and not person.ends]
    for number in (1, 2):
        name, person = f"f:{theme}:{number}", random.choice(leaders)
        due = _day(stage, random.uniform(0.35, 0.6))

        def press(uow: UnitOfWork, _version: int, person: str = person, due: date = due) -> UUID:
            said = ActionText(f"{WORD} handling", "LE", stage.ids[person], due, "O", "da")
            return service.add_action(uow, stage.ids[theme], said)

        if stage.do(
            Deed(who, "action.add", name, press, {"person": person, "due": str(due), "plan": "plan"}, makes=name)
        ):
            stage.actions.append((name, person))


def _ask_for_help(stage: Stage, theme: str) -> None:
    """Somebody is asked to help qualify a theme."""
    random = stage.random(theme, "help")
    who = next(iter(stage.book.holders("HR", stage.today)), HEAD)
    person = random.choice([key for key, one in stage.book.people.items() if key.startswith("p") and not one.ends])

    def press(uow: UnitOfWork, _version: int) -> None:
        service.ask_to_qualify(uow, stage.ids[theme], stage.ids[person], stage.workday(stage.today, 15))

    stage.do(Deed(who, "theme.ask", theme, press, {"person": person}))


def _plan_version(uow: UnitOfWork) -> int:
    return queries.needed(uow.session).version


def _publish(stage: Stage, number: int) -> None:
    def press(uow: UnitOfWork, version: int) -> None:
        service.publish(uow, note=WORD, lang="da", ask_groups=True, version=version)

    if not stage.do(Deed(_top(stage), "plan.publish", "plan", press, {"number": number}, _plan_version)):
        return
    if number == 1:
        for name, person in stage.actions:
            actions.follow(stage, name, name.removeprefix("f:").rpartition(":")[0], person)
    for group in stage.book.groups:
        random = stage.random("talk", group, number)
        if random.random() < 0.8:
            day = stage.workday(stage.today + timedelta(days=random.randrange(3, 40)))
            stage.at(day, AFTERNOON, f"talk {group}", partial(_talk, stage, group))


def _talk(stage: Stage, group: str) -> None:
    leader = stage.book.leader(group, stage.today)
    if leader is None:
        return
    day = stage.when_here(leader, stage.today)
    if day != stage.today:
        stage.at(day, NOON, f"talk {group}", lambda: _talk(stage, group))
        return

    def look(uow: UnitOfWork) -> int:
        plan = queries.needed(uow.session)
        rows = queries.groups_to_talk(uow.session, plan.id)
        return next((row.version for row in rows if row.group_id == stage.ids[group]), 0)

    def press(uow: UnitOfWork, version: int) -> None:
        service.talked(uow, stage.ids[group], on=stage.today, words=WORD, lang="da", version=version)

    stage.do(Deed(leader, "plan.talk", group, press, {"group": group}, look))
