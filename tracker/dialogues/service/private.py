"""What is done with what is one's own alone: no fact tells of it but those of a follow-up, which do not say what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from tracker.dialogues import rules
from tracker.dialogues.models import CheckIn, Learned, Note, Promise
from tracker.dialogues.queries.access import mine, own
from tracker.dialogues.queries.asked import OWN
from tracker.dialogues.queries.private import CHECKIN, FIELDS, NOTE, PROMISE, known
from tracker.dialogues.service.sharing import unshare_all
from tracker.followups import queries as followed
from tracker.followups import service as followups
from tracker.kernel.errors import Conflict
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Wording:
    """What is agreed and when it is followed up. `neutral` is what the follow-up is called where others may look on."""

    text: str
    lang: str
    first: date
    cadence: str | None
    neutral: str


def save_note(uow: UnitOfWork, code: str, *, text: str, lang: str, version: int) -> None:
    """Save what one notes to a question; an empty one goes. `version` is 0 where there was none."""
    own(uow, "U")
    known(code, FIELDS)
    me = uow.actor.me
    row = uow.session.scalar(select(Note).where(Note.person_id == me, Note.question == code))
    if row is None:
        if text:
            note_id = uuid4()
            uow.session.add(
                Note(id=note_id, person_id=me, question=code, text=uow.seal(me, NOTE, note_id, text), lang=lang)
            )
        return
    if uow.unseal(me, NOTE, row.id, row.text) == text:
        return
    if version == 0:
        uow.editing = (Note, row.id)
        raise Conflict(row.id)
    uow.at_version(row, version)
    if not text:
        uow.session.delete(row)
        return
    row.text, row.lang = uow.seal(me, NOTE, row.id, text), lang


def forget_notes(uow: UnitOfWork) -> None:
    """Begin anew: what was noted to the guide goes, and what stands in the development plan stays."""
    own(uow, "D")
    mine_ = (Note.person_id == uow.actor.me, Note.question.not_in(FIELDS))
    uow.session.execute(delete(Note).where(*mine_))


def add_promise(uow: UnitOfWork, said: Wording) -> UUID:
    """Agree something with oneself. Returns its id."""
    own(uow, "C")
    me, row_id = uow.actor.me, uuid4()
    row = Promise(id=row_id, person_id=me, text=uow.seal(me, PROMISE, row_id, said.text), lang=said.lang)
    row.first, row.cadence, row.made_at = said.first, said.cadence, uow.now
    uow.session.add(row)
    uow.session.flush()
    _follow_up(uow, row, said.neutral)
    return row_id


def _follow_up(uow: UnitOfWork, row: Promise, neutral: str) -> None:
    followups.schedule(
        uow,
        about=OWN,
        matter=row.id,
        story=row.id,
        owner_ids=[row.person_id],
        group_id=None,
        title=neutral,
        lang=row.lang,
        first=row.first,
        cadence=row.cadence,
    )


def edit_promise(uow: UnitOfWork, promise_id: UUID, said: Wording, *, version: int) -> None:
    """Other words, or another day; a new day takes the place of the one that was to come."""
    row = mine(uow, Promise, promise_id, "U", version=version)
    rules.still_open(row.closed_at)
    row.text, row.lang = uow.seal(row.person_id, PROMISE, row.id, said.text), said.lang
    if (row.first, row.cadence) != (said.first, said.cadence):
        row.first, row.cadence = said.first, said.cadence
        followups.close_matter(uow, row.id)
        _follow_up(uow, row, said.neutral)


def close_promise(uow: UnitOfWork, promise_id: UUID, *, version: int) -> None:
    """It has done its part: nothing asks about it any more."""
    row = mine(uow, Promise, promise_id, "U", version=version)
    rules.still_open(row.closed_at)
    row.closed_at = uow.now
    followups.close_matter(uow, row.id)


def delete_promise(uow: UnitOfWork, promise_id: UUID, *, version: int) -> None:
    """Take it away with all that was learned from it."""
    row = mine(uow, Promise, promise_id, "D", version=version)
    followups.close_matter(uow, row.id)
    asked = [one.id for one in followed.of_matters(uow.session, [row.id]).get(row.id, [])]
    uow.session.execute(delete(Learned).where(Learned.followup_id.in_(asked)))
    uow.session.delete(row)


def check_in(uow: UnitOfWork, values: Mapping[str, int], *, note: str, lang: str) -> None:
    """Say how one is today; a second time today takes the place of the first."""
    own(uow, "C")
    said, me = rules.says(values, note).packed(), uow.actor.me
    row = uow.session.scalar(select(CheckIn).where(CheckIn.person_id == me, CheckIn.day == uow.today))
    if row is not None:
        unshare_all(uow, row.id)  # what was shared is what it said
    row = row or CheckIn(id=uuid4(), person_id=me, day=uow.today)
    row.says, row.lang = uow.seal(me, CHECKIN, row.id, said), lang
    uow.session.add(row)


def forget_checkin(uow: UnitOfWork, checkin_id: UUID) -> None:
    """Take one away."""
    row = mine(uow, CheckIn, checkin_id, "D")
    unshare_all(uow, row.id)
    uow.session.delete(row)
