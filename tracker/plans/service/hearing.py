"""The hearing of MED/AMO: the draft sent, comments, and management's answers."""

from datetime import date, datetime, time
from uuid import UUID

from tracker.kernel.errors import N_, NotFound
from tracker.kernel.worktime import after_working_days, at_local, before_working_days
from tracker.people.calendar import free_days
from tracker.plans import facts, rules
from tracker.plans.models import Hearing, HearingComment, Plan, PlanVersion
from tracker.plans.queries.draft import cards
from tracker.plans.queries.hearing import ENDED, OPEN, OVER, comments_of, stands_open, titles_of, unpublished
from tracker.plans.queries.plan import live, needed, standing
from tracker.plans.service.content import content_of
from tracker.plans.service.plan import add_once
from tracker.storage.unit_of_work import UnitOfWork

NEAR, LACKING = "plans.hearing_near", "plans.hearing_unanswered"
MORNING = time(8)
NEAR_DAYS, LACKING_DAYS = 3, 5
"""working days before the deadline, and after it, at which people are reminded"""


def open_hearing(uow: UnitOfWork, *, deadline: date, note: str, lang: str) -> UUID:
    """Send the draft as it stands to MED/AMO. Returns the hearing's id."""
    plan = needed(uow.session)
    uow.require("C", "hearing", standing(uow, plan))
    rules.hear(deadline, uow.today)
    row = Hearing(
        plan_id=plan.id,
        content=content_of(uow, plan, cards(uow.session, plan.id)),
        note=note,
        lang=lang,
        deadline=deadline,
        opened_by=uow.actor.me,
        opened_at=uow.now,
        state=OPEN,
    )
    add_once(uow, row, N_("A hearing is going on already"))
    _wind(uow, row)
    uow.record(facts.HearingOpened(matter=row.id, plan_id=plan.id))
    return row.id


def move_deadline(uow: UnitOfWork, hearing_id: UUID, *, deadline: date, version: int) -> None:
    """Give more (or less) time while it goes on."""
    row, _ = _hearing(uow, hearing_id, "U")
    row = uow.get(Hearing, hearing_id, version=version)
    rules.comment(is_open=stands_open(row, uow.today), text="-")
    rules.hear(deadline, uow.today)
    row.deadline = deadline
    _wind(uow, row)


def _wind(uow: UnitOfWork, row: Hearing) -> None:
    """Set its three timers: near the deadline, the working morning after it, and some days later."""
    free = free_days(uow.session, uow.today)
    near = before_working_days(row.deadline, NEAR_DAYS, free)
    if near > uow.today:
        uow.at(_morning(uow, near), NEAR, row.id)
    else:
        uow.cancel(NEAR, row.id)
    uow.at(_morning(uow, after_working_days(row.deadline, 1, free)), OVER, row.id)
    uow.at(_morning(uow, after_working_days(row.deadline, 1 + LACKING_DAYS, free)), LACKING, row.id)


def _morning(uow: UnitOfWork, day: date) -> datetime:
    return at_local(day, MORNING, uow.zone)


def near(uow: UnitOfWork, hearing_id: UUID) -> None:
    """Its deadline is near. A timer's work."""
    if stands_open(uow.get(Hearing, hearing_id), uow.today):
        uow.record(facts.HearingNearsEnd(matter=hearing_id))


def over(uow: UnitOfWork, hearing_id: UUID) -> None:
    """Its deadline has passed. A timer's work."""
    row = uow.get(Hearing, hearing_id)
    if row.state == OPEN and not stands_open(row, uow.today):
        row.state = ENDED
        uow.record(facts.HearingEnded(matter=row.id))


def lacking(uow: UnitOfWork, hearing_id: UUID) -> None:
    """Comments may still await their answer. A timer's work."""
    if any(not one.answer for one in comments_of(uow.session, [hearing_id])):
        uow.record(facts.AnswersMissing(matter=hearing_id))


def comment(uow: UnitOfWork, hearing_id: UUID, *, theme_id: UUID | None, text: str, lang: str) -> None:
    """Say something in a hearing."""
    row, _ = _hearing(uow, hearing_id, "T")
    rules.comment(is_open=stands_open(row, uow.today), text=text)
    if theme_id is not None and theme_id not in titles_of(row):
        raise NotFound
    said = {"theme_id": theme_id, "text": text, "lang": lang}
    one = HearingComment(hearing_id=row.id, author_id=uow.actor.me, at=uow.now, **said)
    uow.session.add(one)
    uow.session.flush()
    uow.record(facts.HearingCommented(matter=row.id, comment_id=one.id))


def reword(uow: UnitOfWork, comment_id: UUID, *, text: str, lang: str, version: int) -> UUID:
    """Change one's own comment while nobody has answered it. Returns the hearing's id."""
    one = uow.get(HearingComment, comment_id)
    row, _ = _hearing(uow, one.hearing_id, "T")
    if one.author_id != uow.actor.me:
        raise NotFound
    one = uow.get(HearingComment, comment_id, version=version)
    rules.reword(is_open=stands_open(row, uow.today), answered=bool(one.answer))
    rules.comment(is_open=True, text=text)
    one.text, one.lang = text, lang
    return row.id


def answer(uow: UnitOfWork, comment_id: UUID, *, text: str, lang: str, version: int) -> UUID:
    """Answer a comment for management; it can be reworded until a version shows it. Returns the hearing's id."""
    one = uow.get(HearingComment, comment_id)
    row, _ = _hearing(uow, one.hearing_id, "U")
    one = uow.get(HearingComment, comment_id, version=version)
    if row.version_id is not None:
        raise NotFound
    is_first = not one.answer
    one.answer, one.answer_lang, one.answered_by, one.answered_at = text, lang, uow.actor.me, uow.now
    if is_first:
        rest = [other for other in comments_of(uow.session, [row.id]) if other.id != one.id and not other.answer]
        uow.record(facts.CommentAnswered(matter=row.id, comment_id=one.id, all_answered=not rest))
    return row.id


def _hearing(uow: UnitOfWork, hearing_id: UUID, action: str) -> tuple[Hearing, Plan]:
    row = uow.get(Hearing, hearing_id)
    plan = live(uow, row.plan_id)
    uow.require(action, "hearing", standing(uow, plan))
    return row, plan


def heard_so_far(uow: UnitOfWork, plan: Plan) -> list[dict[str, object]]:
    """What was said and answered in the hearings that no version shows yet. Names nobody."""
    rows = unpublished(uow.session, plan.id)
    said = comments_of(uow.session, [row.id for row in rows])
    return [
        {
            "until": min(row.deadline, uow.today).isoformat(),
            "comments": [_shown(one, titles_of(row)) for one in said if one.hearing_id == row.id],
        }
        for row in rows
    ]


def close_with(uow: UnitOfWork, plan: Plan, version: PlanVersion) -> None:
    """The version shows them, and they end with it."""
    for row in unpublished(uow.session, plan.id):
        if row.state == OPEN:
            row.state = ENDED
            uow.record(facts.HearingEnded(matter=row.id))
        row.version_id = version.id
        for kind in (NEAR, OVER, LACKING):
            uow.cancel(kind, row.id)


def _shown(one: HearingComment, titles: dict[UUID, dict[str, str]]) -> dict[str, object]:
    return {
        "titles": titles.get(one.theme_id, {}) if one.theme_id else {},
        "text": one.text,
        "lang": one.lang,
        "answer": one.answer,
        "answer_lang": one.answer_lang or one.lang,
    }
