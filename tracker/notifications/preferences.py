"""What each person wants by e-mail, chosen on a page, or stopped from the mail program itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role
from tracker.notifications import gathering, rules
from tracker.notifications.facts import WaysChosen
from tracker.notifications.models import Choice, Mail, Notice
from tracker.notifications.rules import DIGEST, IN_PRODUCT, KINDS, SORTS
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork


def offered(roles: frozenset[Role]) -> list[str]:
    """The sorts a person with these roles chooses about."""
    return [sort for sort in SORTS if sort != "support" or Role.HR in roles]


def mine(uow: UnitOfWork) -> dict[str, str]:
    """How the actor is told of each sort."""
    chosen = gathering.ways(uow.session, [uow.actor.me]).get(uow.actor.me, {})
    return {sort: chosen.get(sort, SORTS[sort].way) for sort in SORTS}


def choose(uow: UnitOfWork, wanted: Mapping[str, str]) -> None:
    """How the actor wants to be told; what is left out stays as it is."""
    _keep(uow, uow.actor.me, mine(uow) | dict(wanted))


def _keep(uow: UnitOfWork, person_id: UUID, wanted: Mapping[str, str]) -> None:
    kept = rules.choose(wanted)
    uow.session.execute(delete(Choice).where(Choice.person_id == person_id))
    uow.session.add_all(Choice(person_id=person_id, sort=sort, way=way) for sort, way in kept.items())
    uow.record(WaysChosen(matter=person_id))


@dataclass(frozen=True)
class Stoppable:
    """What an address in an e-mail stops, for whom, and in which language to say so."""

    person_id: UUID
    sorts: frozenset[str]
    is_digest: bool
    language: str


def behind(session: Session, token: UUID) -> Stoppable:
    """What this address stops; NotFound where it is none, or stops nothing."""
    mail = session.scalars(select(Mail).where(Mail.stop == token)).one_or_none()
    person = people.someone(session, mail.person_id) if mail else None
    if mail is None or person is None:
        raise NotFound
    told = frozenset(KINDS[kind].sort for kind in session.scalars(select(Notice.kind).where(Notice.mail_id == mail.id)))
    sorts = rules.stopped_by(mail.kind, told, gathering.ways(session, [person.id]).get(person.id, {}))
    return Stoppable(person.id, sorts, mail.kind == DIGEST, person.language)


def stop(uow: UnitOfWork, token: UUID) -> Stoppable:
    """No e-mail of these sorts any more, and none of those that wait; what they told stands in the inbox."""
    found = behind(uow.session, token)
    if found.sorts:
        chosen = gathering.ways(uow.session, [found.person_id]).get(found.person_id, {})
        _keep(uow, found.person_id, chosen | dict.fromkeys(found.sorts, IN_PRODUCT))
        _decline_waiting(uow, found.person_id, found.sorts)
    return found


def _decline_waiting(uow: UnitOfWork, person_id: UUID, sorts: Iterable[str]) -> None:
    kinds = [kind for kind, meaning in KINDS.items() if meaning.sort not in sorts]
    others = select(Notice.mail_id).where(Notice.person_id == person_id, Notice.kind.in_(kinds))
    gathering.decline_waiting(uow, person_id, others.where(Notice.mail_id.is_not(None)))
