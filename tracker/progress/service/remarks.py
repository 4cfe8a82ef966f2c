"""MED/AMO's comments on how it goes, and management's answers."""

from uuid import UUID

from tracker.kernel.permissions import Standing
from tracker.progress import facts, rules
from tracker.progress.models import Remark
from tracker.storage.unit_of_work import UnitOfWork


def remark(uow: UnitOfWork, text: str, *, lang: str) -> UUID:
    """A representative says something about how it goes. Returns the comment's id."""
    uow.require("C", "remark", Standing(uow.actor.roles))
    rules.remark(text)
    row = Remark(text=text, lang=lang, author_id=uow.actor.me, said_at=uow.now, answer="")
    uow.session.add(row)
    uow.session.flush()
    uow.record(facts.MedRemarked(matter=row.id))
    return row.id


def answer(uow: UnitOfWork, remark_id: UUID, text: str, *, lang: str, version: int) -> None:
    """Management answers it, once."""
    uow.require("U", "remark", Standing(uow.actor.roles))
    row = uow.get(Remark, remark_id, version=version)
    rules.reply(text, answered=bool(row.answer))
    row.answer, row.answer_lang, row.answered_by, row.answered_at = text, lang, uow.actor.me, uow.now
    uow.record(facts.RemarkAnswered(matter=row.id))
