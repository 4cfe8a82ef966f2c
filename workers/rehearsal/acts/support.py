"""Some ask for support, some take it back; leaders of groups answer the early warnings they were told of."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select

from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import service
from tracker.warnings.models import EarlyWarning, SupportRequest
from workers.rehearsal.stage import AFTERNOON, EVENING, MORNING, NOON, WORD, Deed, Stage


def prepare(stage: Stage) -> None:
    """Put the year's requests, and the days on which leaders look at their warnings, on the agenda."""
    days = (stage.last - stage.first).days
    for who in [*stage.book.people]:
        random = stage.random("support", who)
        if who.startswith("p") and random.random() < 0.05:
            day = stage.workday(stage.first + timedelta(days=random.randrange(days)))
            moment = EVENING if random.random() < 0.3 else MORNING
            stage.at(day, moment, f"support {who}", partial(_ask, stage, who))
    for group in stage.book.groups:
        day = stage.first + timedelta(days=stage.random("look", group).randrange(20))
        while day < stage.last:
            stage.at(stage.workday(day), NOON, f"warnings {group}", partial(_look, stage, group))
            day += timedelta(days=21)


def _ask(stage: Stage, who: str) -> None:
    if not stage.book.here(who, stage.today) or not any(
        who in stage.book.members(group, stage.today) for group in stage.book.groups
    ):
        return
    random, name = stage.random("support kind", who), f"s:{who}"
    support = random.choice(sorted(service.offers()))

    def press(uow: UnitOfWork, _version: int) -> UUID:
        return service.ask(uow, support=support, words=WORD, lang="da")

    if stage.do(Deed(who, "support.ask", name, press, {}, makes=name)) and random.random() < 0.25:
        day = stage.workday(stage.today, random.randrange(1, 4))
        stage.at(day, AFTERNOON, name, lambda: _withdraw(stage, who, name))


def _withdraw(stage: Stage, who: str, name: str) -> None:
    def press(uow: UnitOfWork, _version: int) -> None:
        service.withdraw(uow, stage.ids[name])

    if stage.book.here(who, stage.today):
        stage.do(Deed(who, "support.withdraw", name, press, {}))


def name_of(row: EarlyWarning, names: dict[UUID, str]) -> str:
    """What the rehearsal calls a warning: by what it is about, and the instant it came."""
    return f"w:{row.rule}:{names.get(row.matter, '?')}:{row.raised_at:%Y-%m-%d}"


def _look(stage: Stage, group: str) -> None:
    leader = stage.book.leader(group, stage.today)
    if leader is None or stage.book.away_until(leader, stage.today) != stage.today:
        return
    with stage.store.read() as uow:
        query = select(EarlyWarning).where(EarlyWarning.group_id == stage.ids[group], EarlyWarning.ended_at.is_(None))
        found = uow.session.scalars(query.where(EarlyWarning.rule == "followup.twice")).all()
    names = {id_: name for name, id_ in stage.ids.items()} if found else {}
    for row in sorted(found, key=lambda each: name_of(each, names)):
        if row.state in ("new", "seen"):
            _answer(stage, leader, group, row, name_of(row, names))


def _answer(stage: Stage, leader: str, group: str, row: EarlyWarning, name: str) -> None:
    stage.ids[name] = row.id
    random = stage.random(name, stage.today)
    choice = random.choice(("accepted", "later", "later", "declined", ""))
    support = random.choice(sorted(service.offers())) if choice == "accepted" else None
    asked = f"s:{name}"

    def press(uow: UnitOfWork, version: int) -> None:
        service.answer(uow, row.id, choice=choice, support=support, words=WORD, lang="da", version=version)
        uow.session.flush()
        if choice == "accepted":
            query = select(SupportRequest.id).where(SupportRequest.person_id == uow.actor.me)
            stage.ids[asked] = uow.session.scalars(query.order_by(SupportRequest.asked_at.desc())).first() or row.id

    if choice:
        said = {"choice": choice, "group": group}
        stage.do(Deed(leader, "warning.answer", name, press, said, lambda uow: uow.get(EarlyWarning, row.id).version))
