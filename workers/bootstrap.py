"""The first HR, top management or administrator, from the command line."""

import secrets

from tracker.access import accounts
from tracker.access import service as access
from tracker.kernel.errors import RuleBroken
from tracker.kernel.permissions import Role
from tracker.people import queries
from tracker.people import service as people
from tracker.people.reading import is_email
from tracker.people.resembling import resembling
from tracker.storage.unit_of_work import Store
from workers.speech import speak


def grant(store: Store, *, organisation: str, email: str, name: str, role: str, password: str) -> None:
    """Make what is missing: the organisation, the person, the role, the account. SystemExit with a reason."""
    _ = speak()
    if not is_email(email.strip().lower()):
        raise SystemExit(_("Not an e-mail address: %(value)s") % {"value": email})
    try:
        with store.work() as uow:
            people.found(uow, organisation)
            person_id = people.enrol(uow, email, name)
            people.grant(uow, person_id, Role(role))
            alike = resembling(uow.session, person_id, uow.today)
            access.set_password(uow, person_id, password)
    except RuleBroken as error:
        raise SystemExit(_(error.message) % error.values) from None
    if alike:
        print(_("Look again whether it is the right one. The name looks like another: %(value)s") % {"value": alike})
    print(_("%(email)s can sign in and has the role %(role)s.") % {"email": email.strip().lower(), "role": role})


def invite(store: Store, *, base_url: str, email: str) -> None:
    """Print a link by which a person chooses a password, for who has no mail server. SystemExit with a reason."""
    _ = speak()
    token = secrets.token_urlsafe(32)
    with store.work() as uow:
        person_id = queries.by_email(uow.session, email, uow.today)
        if person_id is None:
            raise SystemExit(_("Nobody here has the e-mail address %(email)s.") % {"email": email})
        accounts.invite_with(uow, person_id, token)
    print(_("The link works once, and for seven days."))
    print(f"{base_url.rstrip('/')}/adgang/{token}")
