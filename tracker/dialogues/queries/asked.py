"""A follow-up of what one agreed with oneself or with the other, with the words it is about."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from tracker.dialogues.models import Agreement, Learned, Promise
from tracker.dialogues.queries import access, private, talks
from tracker.followups import queries as followups
from tracker.followups.queries import Page
from tracker.kernel.errors import NotFound
from tracker.storage.unit_of_work import UnitOfWork
from tracker.storage.vault import place

LEARNED = place(Learned.text)
OWN, DIALOGUE = "own", "dialogue"


@dataclass(frozen=True)
class Asked:
    """The question, what it is about, where that stands, and what was learned before (by follow-up)."""

    page: Page
    text: str
    lang: str
    dialogue_id: UUID | None
    learned: dict[UUID, tuple[str, str]]


def followup(uow: UnitOfWork, followup_id: UUID) -> Asked:
    """For whoever is asked, while it is theirs; NotFound for everybody else, and for what is followed up elsewhere."""
    page = followups.show(uow, followup_id)
    text, lang, dialogue_id = _about(uow, page.view.about, page.view.matter)
    return Asked(page, text, lang, dialogue_id, learned(uow, [page.view.id, *(past.id for past in page.earlier)]))


def _about(uow: UnitOfWork, about: str, matter: UUID) -> tuple[str, str, UUID | None]:
    if about == OWN:
        row = access.mine(uow, Promise, matter, "R")
        return uow.unseal(row.person_id, private.PROMISE, row.id, row.text), row.lang, None
    if about != DIALOGUE:
        raise NotFound
    found = uow.get(Agreement, matter)
    access.talk(uow, found.dialogue_id)
    text = uow.unseal_if_kept(found.leader_id, talks.AGREEMENT, found.id, found.text)
    return text, found.lang, found.dialogue_id


def learned(uow: UnitOfWork, ids: list[UUID]) -> dict[UUID, tuple[str, str]]:
    """What was learned at some follow-ups that the caller has shown to be the actor's, and in which language."""
    rows = uow.session.scalars(select(Learned).where(Learned.followup_id.in_(ids))).all()
    return {row.followup_id: (uow.unseal_if_kept(row.person_id, LEARNED, row.id, row.text), row.lang) for row in rows}
