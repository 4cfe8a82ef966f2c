"""Accounts: invited, disabled, enabled again. Links to choose a password: asked for, made, and used once."""

from uuid import UUID, uuid4

from sqlalchemy import delete, func, select

from tracker.access import rules, second_step, service, sessions, single_sign_on
from tracker.access.facts import AccountDisabled, AccountEnabled, AccountInvited, LinkAsked
from tracker.access.models import Account, EntryLink
from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Standing
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork


def ask_for_link(uow: UnitOfWork, email: str) -> None:
    """Somebody forgot a password. The same is done for every address; a worker looks whether it is anybody's."""
    _ask(uow, rules.RESET, email=email.strip().lower())


def invite(uow: UnitOfWork, person_id: UUID) -> None:
    """A person is to choose a password, by a link in an e-mail."""
    _manage(uow, person_id)
    _ask(uow, rules.INVITE, person_id=person_id)
    uow.record(AccountInvited(matter=person_id))


def invite_with(uow: UnitOfWork, person_id: UUID, token: str) -> None:
    """The same, where the link is handed over by whoever runs the system."""
    _manage(uow, person_id)
    row = _row(rules.INVITE, person_id=person_id)
    uow.session.add(row)
    _make(uow, row, person_id, token)
    uow.record(AccountInvited(matter=person_id))


def _ask(uow: UnitOfWork, kind: str, **whose: object) -> None:
    row = _row(kind, **whose)
    uow.session.add(row)
    uow.record(LinkAsked(matter=row.id))


def _row(kind: str, **whose: object) -> EntryLink:
    now = technical_now()
    return EntryLink(id=uuid4(), kind=kind, made_at=now, ends_at=now + rules.LASTS[kind], **whose)


def make_link(uow: UnitOfWork, link_id: UUID, token: str) -> tuple[people.Someone, str] | None:
    """Whom an asked-for link goes to and its kind; None where it is nobody's, or there were too many already."""
    now = technical_now()
    uow.session.execute(delete(EntryLink).where(EntryLink.ends_at <= now))
    row = uow.session.get(EntryLink, link_id)
    if row is None:
        return None
    row.person_id = row.person_id or people.by_email(uow.session, row.email or "", uow.today)
    row.email = None
    person = people.someone(uow.session, row.person_id) if row.person_id else None
    if person is None or not _may_have(uow, row, person.id):
        uow.session.delete(row)
        return None
    _make(uow, row, person.id, token)
    return person, row.kind


def _may_have(uow: UnitOfWork, row: EntryLink, person_id: UUID) -> bool:
    account = uow.session.get(Account, person_id)
    if row.kind == rules.INVITE:
        return account is None or account.disabled_at is None
    since = row.made_at - rules.LASTS[rules.RESET]
    mine = select(func.count()).where(EntryLink.person_id == person_id, EntryLink.made_at > since)
    others = uow.session.scalar(mine.where(EntryLink.id != row.id, EntryLink.kind == rules.RESET)) or 0
    return account is not None and account.disabled_at is None and others < rules.LINKS_AN_HOUR


def _make(uow: UnitOfWork, row: EntryLink, person_id: UUID, token: str) -> None:
    """Only the newest link of a person opens anything."""
    for older in uow.session.scalars(select(EntryLink).where(EntryLink.person_id == person_id)):
        older.token_hash = None
    uow.session.flush()
    row.token_hash = rules.hash_of(token)


def opens(uow: UnitOfWork, token: str) -> bool:
    """Whether a link still leads anywhere."""
    return _behind(uow, token) is not None


def _behind(uow: UnitOfWork, token: str, *, hold: bool = False) -> EntryLink | None:
    query = select(EntryLink).where(EntryLink.token_hash == rules.hash_of(token), EntryLink.ends_at > technical_now())
    if hold:  # two who press at once must not both use it
        query = query.with_for_update().execution_options(populate_existing=True)
    row = uow.session.scalars(query).one_or_none()
    if row is None or row.person_id is None or not people.with_roles(uow.session, row.person_id, uow.today):
        return None
    account = uow.session.get(Account, row.person_id)
    return None if account and account.disabled_at else row


def choose_password(uow: UnitOfWork, token: str, password: str) -> None:
    """Use a link: its person has this password from now on, and every session is over. NotFound where it is spent."""
    row = _behind(uow, token, hold=True)
    if row is None or row.person_id is None:
        raise NotFound
    service.set_password(uow, row.person_id, password)
    uow.session.execute(delete(EntryLink).where(EntryLink.person_id == row.person_id))


def disable(uow: UnitOfWork, person_id: UUID) -> None:
    """A person is signed out, and cannot sign in until enabled again."""
    account = _manage(uow, person_id)
    account.disabled_at = technical_now()
    sessions.end_of(uow, person_id)
    uow.session.execute(delete(EntryLink).where(EntryLink.person_id == person_id))
    uow.record(AccountDisabled(matter=person_id))


def enable(uow: UnitOfWork, person_id: UUID) -> None:
    """A person can sign in again, with the password there was."""
    _manage(uow, person_id).disabled_at = None
    uow.record(AccountEnabled(matter=person_id))


def forget_second_step(uow: UnitOfWork, person_id: UUID) -> None:
    """A person lost the phone: the next sign-in is as the first. They are signed out meanwhile."""
    _manage(uow, person_id)
    second_step.forget(uow, person_id)
    sessions.end_of(uow, person_id)


def forget_identity(uow: UnitOfWork, person_id: UUID) -> None:
    """A person's single sign-on begins anew: their account there was made anew."""
    _manage(uow, person_id)
    single_sign_on.forget(uow, person_id)


def _manage(uow: UnitOfWork, person_id: UUID) -> Account:
    """Another person's account; nobody manages their own."""
    uow.require("U", "system", Standing(uow.actor.roles))
    if person_id == uow.actor.person_id or people.with_roles(uow.session, person_id, uow.today) is None:
        raise NotFound
    account = uow.session.get(Account, person_id, with_for_update=True)
    if account is None:
        account = Account(person_id=person_id, password_hash="", failures=0)
        uow.session.add(account)
    return account
