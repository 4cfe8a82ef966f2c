"""The hearing of MED/AMO: what was sent, what was said, and what management answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from tracker.kernel.errors import N_, NotFound
from tracker.kernel.permissions import Role, Standing, may
from tracker.kernel.waiting import Waiting
from tracker.people import queries as people
from tracker.plans.models import Hearing, HearingComment, Plan
from tracker.plans.queries.plan import CURRENT, of, standing
from tracker.plans.queries.published import dated
from tracker.storage.asking import IDS, ME
from tracker.storage.unit_of_work import UnitOfWork

OPEN, ENDED = "open", "ended"
OVER = "plans.hearing_over"
"""the timer that ends one"""


@dataclass(frozen=True)
class Said:
    """A comment with its author's name and seat, its theme's titles where it is about one, and its answer."""

    id: UUID
    text: str
    lang: str
    who: str
    mine: bool
    titles: dict[str, str]
    answer: str
    answer_lang: str
    version: int


@dataclass(frozen=True)
class HearingView:
    """One hearing for its page."""

    row: Hearing
    plan: Plan
    content: dict[str, Any]
    comments: list[Said]
    is_open: bool
    comments_on: bool
    """whether the one who looks may comment now"""
    answers: bool

    @property
    def unanswered(self) -> int:
        """How many comments await management."""
        return sum(not one.answer for one in self.comments)


def hearing(uow: UnitOfWork, hearing_id: UUID) -> HearingView:
    """A hearing; NotFound for who neither makes the plan nor represents MED/AMO."""
    row = uow.get(Hearing, hearing_id)
    plan = of(uow, row.plan_id)
    what = standing(uow, plan)
    uow.require("R", "hearing", what)
    rows = comments_of(uow.session, [row.id])
    names = people.people(uow.session, {one.author_id for one in rows})
    titles = titles_of(row)
    return HearingView(
        row=row,
        plan=plan,
        content=dated(row.content),
        comments=[_said(uow, one, names, titles) for one in rows],
        is_open=stands_open(row, uow.today),
        comments_on=stands_open(row, uow.today) and may("T", "hearing", what),
        answers=may("S", "hearing", what) or may("U", "hearing", what),
    )


def stands_open(row: Hearing, today: date) -> bool:
    """Until the end of its deadline."""
    return row.state == OPEN and today <= row.deadline


def titles_of(row: Hearing) -> dict[UUID, dict[str, str]]:
    """The themes of the draft as it was sent, with their titles by language."""
    return {UUID(theme["id"]): theme["titles"] for theme in row.content["themes"]}


def comments_of(session: Session, hearing_ids: Iterable[UUID]) -> list[HearingComment]:
    """What was said, in its order."""
    query = select(HearingComment).where(HearingComment.hearing_id.in_(list(hearing_ids)))
    return list(session.scalars(query.order_by(HearingComment.at, HearingComment.id)))


def _said(
    uow: UnitOfWork, row: HearingComment, names: dict[UUID, people.Someone], titles: dict[UUID, dict[str, str]]
) -> Said:
    return Said(
        id=row.id,
        text=row.text,
        lang=row.lang,
        who=names[row.author_id].name if row.author_id in names else "",
        mine=row.author_id == uow.actor.person_id,
        titles=titles.get(row.theme_id, {}) if row.theme_id else {},
        answer=row.answer,
        answer_lang=row.answer_lang or row.lang,
        version=row.version,
    )


def comment(uow: UnitOfWork, comment_id: UUID) -> tuple[HearingView, Said]:
    """One comment with its hearing."""
    row = uow.get(HearingComment, comment_id)
    view = hearing(uow, row.hearing_id)
    found = next((one for one in view.comments if one.id == comment_id), None)
    if found is None:
        raise NotFound
    return view, found


@dataclass(frozen=True)
class HearingLine:
    """A hearing in a list: counts and dates."""

    id: UUID
    deadline: date
    is_open: bool
    comments: int
    answered: int
    by_me: int


def hearings(uow: UnitOfWork, plan: Plan) -> list[HearingLine]:
    """A plan's hearings, newest first; none for who may not read them."""
    if not may("R", "hearing", standing(uow, plan)):
        return []
    mine = func.count().filter(HearingComment.author_id == uow.actor.me)
    counts = (func.count(HearingComment.id), func.count(HearingComment.answered_at), mine)
    query = select(Hearing, *counts).outerjoin(HearingComment, HearingComment.hearing_id == Hearing.id)
    rows = uow.session.execute(query.where(Hearing.plan_id == plan.id).group_by(Hearing.id))
    found = [HearingLine(row[0].id, row[0].deadline, stands_open(row[0], uow.today), *row[1:]) for row in rows]
    return sorted(found, key=lambda one: one.deadline, reverse=True)


def unpublished(session: Session, plan_id: UUID) -> list[Hearing]:
    """Hearings no published version shows yet, oldest first."""
    query = select(Hearing).where(Hearing.plan_id == plan_id, Hearing.version_id.is_(None))
    return list(session.scalars(query.order_by(Hearing.opened_at)))


@dataclass(frozen=True)
class Consulted:
    """Whether MED/AMO has been heard about what is to be published, and whether all comments have their answer."""

    hearing_id: UUID | None
    answered: bool


def consulted(session: Session, plan_id: UUID) -> Consulted:
    """For the check before publishing."""
    rows = unpublished(session, plan_id)
    if not rows:
        return Consulted(None, answered=False)
    said = comments_of(session, [row.id for row in rows])
    open_one = next((one.hearing_id for one in said if not one.answer), rows[-1].id)
    return Consulted(open_one, answered=all(one.answer for one in said))


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """MED/AMO is waited for until the deadline; who drives the plan, after it. Asked of no one else."""
    commented = exists().where(HearingComment.hearing_id == Hearing.id, HearingComment.author_id == uow.actor.me)
    open_ended = exists().where(HearingComment.hearing_id == Hearing.id, HearingComment.answered_at.is_(None))
    query = select(Hearing, Plan, commented.label("mine"), open_ended.label("lacks"))
    query = query.join(Plan, Plan.id == Hearing.plan_id).where(Plan.state == CURRENT, Hearing.version_id.is_(None))
    found = []
    for row, plan, mine, lacks in uow.session.execute(query.order_by(Hearing.deadline)):
        if stands_open(row, uow.today):
            if not mine and may("T", "hearing", standing(uow, plan)):
                text = N_("Comment on the draft of the plan")
                found.append(Waiting(text, plan.title, "plans.hearing", row.id, row.deadline))
        elif lacks and uow.actor.me in (plan.coordinator_id, row.opened_by):
            found.append(Waiting(N_("Answer the comments of the hearing"), plan.title, "plans.hearing", row.id))
    return found


@dataclass(frozen=True)
class Heard:
    """For handlers: who is heard, who answers, and who has not said anything yet."""

    representatives: list[UUID]
    silent: list[UUID]
    managers: list[UUID]
    is_open: bool
    unanswered: int


def heard(uow: UnitOfWork, hearing_id: UUID) -> Heard:
    """Who is concerned by a hearing now."""
    row = uow.get(Hearing, hearing_id)
    plan = uow.get(Plan, row.plan_id)
    said = comments_of(uow.session, [row.id])
    spoke = {one.author_id for one in said}
    med = people.holders(uow.session, Role.MED, uow.today)
    return Heard(
        representatives=med,
        silent=[one for one in med if one not in spoke],
        managers=list(dict.fromkeys([plan.coordinator_id, row.opened_by])),
        is_open=stands_open(row, uow.today),
        unanswered=0 if row.version_id else sum(not one.answer for one in said),
    )


def author(session: Session, comment_id: UUID) -> UUID | None:
    """For handlers: who made a comment."""
    return session.scalar(select(HearingComment.author_id).where(HearingComment.id == comment_id))


def hearings_told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some hearings that the reader may read: by a role, as coordinator, or as who sent it; plans' titles."""
    reads = true() if may("R", "hearing", Standing(roles)) else Plan.coordinator_id == ME
    sent = Hearing.opened_by == ME if Role.L in roles else false()
    query = select(Hearing.id, Plan.title).join(Plan, Plan.id == Hearing.plan_id)
    return query.where(Hearing.id.in_(IDS), or_(reads, sent))
