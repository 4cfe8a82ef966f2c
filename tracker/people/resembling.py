"""Names and addresses that look like another's: said where a role, a link or a meeting is given to somebody by hand."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.kernel.lookalikes import mixes_alphabets, skeleton
from tracker.people.queries import Someone, employed


def resembling(session: Session, person_id: UUID, day: date) -> str | None:
    """Whom somebody can be taken for: another's name and address, or the own name where it mixes alphabets."""
    found = employed(session, day)
    own = next((one for one in found if one.id == person_id), None)
    if own is None:
        return None
    if mixes_alphabets(own.name):
        return _told(own)
    return next((_told(one) for one in found if one.id != own.id and _looks(own) & _looks(one)), None)


def _looks(one: Someone) -> set[str]:
    return {skeleton(one.name), skeleton(one.email)}


def _told(one: Someone) -> str:
    return f"{one.name} ({one.email})"
