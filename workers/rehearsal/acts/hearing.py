"""MED/AMO is heard about the draft, comments on how the plan goes, and discusses it once a year with management."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select

from tracker.plans import service as plans
from tracker.plans.models import HearingComment
from tracker.progress import service as progress
from tracker.progress.models import AnnualDiscussion, Remark
from tracker.progress.service.annual import Said
from tracker.storage.unit_of_work import UnitOfWork
from workers.rehearsal.stage import AFTERNOON, EVENING, MORNING, NOON, WORD, Deed, Press, Stage

HEARINGS = ((0.18, 0.22), (0.5, 0.6))
"""shares of the year in which each is opened and ends"""
REMARKS, ANNUAL = (0.35, 0.55, 0.8), 0.4


def prepare(stage: Stage) -> None:
    """Put the year's hearings, comments and discussion on the agenda."""
    for number, (opens, ends) in enumerate(HEARINGS, start=1):
        stage.at(_day(stage, opens), NOON, "hearing", partial(_open, stage, f"h:{number}", _day(stage, ends)))
    for number, share in enumerate(REMARKS, start=1):
        stage.at(_day(stage, share), NOON, f"remark {number}", partial(_remark, stage, f"m:{number}"))
    stage.at(_day(stage, ANNUAL), NOON, "annual", partial(_annual, stage))


def _day(stage: Stage, share: float) -> date:
    return stage.workday(stage.first + timedelta(days=int((stage.last - stage.first).days * share)))


def _of(stage: Stage, *roles: str) -> str | None:
    """Somebody who holds one of some roles and is at work."""
    return next((who for role in roles for who in stage.book.holders(role, stage.today)), None)


def _open(stage: Stage, name: str, deadline: date) -> None:
    who, last = _of(stage, "HR", "TM"), max(deadline, stage.workday(stage.today, 3))

    def press(uow: UnitOfWork, _version: int) -> UUID:
        return plans.open_hearing(uow, deadline=last, note=WORD, lang="da")

    if who and stage.do(Deed(who, "hearing.open", name, press, {"deadline": str(last)}, makes=name)):
        for one in stage.book.holders("MED", stage.today):
            random = stage.random(name, one)
            if random.random() < 0.6:
                day = stage.workday(stage.today + timedelta(days=random.randrange((last - stage.today).days + 3)))
                moment = EVENING if random.random() < 0.3 else NOON
                stage.at(day, moment, f"{name} {one}", partial(_comment, stage, name, one))


def _comment(stage: Stage, name: str, who: str) -> None:
    """Something is said; it is answered soon, late or never."""
    made = f"{name}:{who}"

    def press(uow: UnitOfWork, _version: int) -> UUID | None:
        plans.comment(uow, stage.ids[name], theme_id=None, text=WORD, lang="da")
        query = select(HearingComment.id).where(HearingComment.hearing_id == stage.ids[name])
        return uow.session.scalar(query.where(HearingComment.author_id == uow.actor.me))

    if stage.book.here(who, stage.today) and stage.do(Deed(who, "hearing.comment", name, press, {}, makes=made)):
        random = stage.random(made, "answer")
        if random.random() < 0.8:
            day = stage.workday(stage.today, random.choice((1, 1, 2, 3, 5, 8, 14)))
            stage.at(day, AFTERNOON, made, partial(_answer, stage, name, made, who))


def _answer(stage: Stage, name: str, made: str, author: str) -> None:
    def press(uow: UnitOfWork, version: int) -> None:
        plans.answer(uow, stage.ids[made], text=WORD, lang="da", version=version)

    if who := _of(stage, "HR", "TM"):
        look = stage.version_of(HearingComment, made)
        stage.do(Deed(who, "hearing.answer", name, press, {"author": author, "comment": made}, look))


def _remark(stage: Stage, name: str) -> None:
    who = _of(stage, "MED")

    def press(uow: UnitOfWork, _version: int) -> UUID:
        return progress.remark(uow, WORD, lang="da")

    if who and stage.do(Deed(who, "remark.make", name, press, {}, makes=name)):
        day = stage.workday(stage.today, stage.random(name).randrange(1, 15))
        stage.at(day, MORNING, name, partial(_reply, stage, name, who))


def _reply(stage: Stage, name: str, author: str) -> None:
    def press(uow: UnitOfWork, version: int) -> None:
        progress.answer(uow, stage.ids[name], WORD, lang="da", version=version)

    if who := _of(stage, "TM", "HR"):
        stage.do(Deed(who, "remark.answer", name, press, {"author": author}, stage.version_of(Remark, name)))


def _annual(stage: Stage) -> None:
    """Begun and written by MED/AMO and HR, held by top management or HR."""

    def begin(uow: UnitOfWork, _version: int) -> UUID:
        return progress.begin(uow, stage.today, lang="da")

    def write(uow: UnitOfWork, version: int) -> None:
        said = Said(stage.today, [], [WORD], WORD, WORD)
        progress.write(uow, stage.ids["annual"], said, lang="da", version=version)

    def hold(uow: UnitOfWork, version: int) -> None:
        progress.hold(uow, stage.ids["annual"], on=stage.today, version=version)

    _press_annual(stage, "annual.begin", begin, "MED", "HR")
    for days, what, press, roles in ((3, "annual.write", write, ("HR", "MED")), (8, "annual.hold", hold, ("TM", "HR"))):
        do: Callable[[], None] = partial(_press_annual, stage, what, press, *roles)
        stage.at(stage.workday(stage.today, days), NOON, "annual", do)


def _press_annual(stage: Stage, what: str, press: Press, *roles: str) -> None:
    begins = what == "annual.begin"
    if (who := _of(stage, *roles)) and (begins or "annual" in stage.ids):
        look = None if begins else stage.version_of(AnnualDiscussion, "annual")
        stage.do(Deed(who, what, "annual", press, {}, look, makes="annual" if begins else ""))
