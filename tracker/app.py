"""create_app: the only module that knows every blueprint."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any
from uuid import UUID

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import Session

from tracker.access import proof
from tracker.access import queries as access_queries
from tracker.access import service as access_service
from tracker.home.pulse import Pulse
from tracker.notifications import queries as notifications
from tracker.people import queries as people
from tracker.plans.queries.local import parts_with_plans
from tracker.settings import PACKAGE, Settings, find
from tracker.storage.unit_of_work import Store
from tracker.web import errors, headers, language, layout, limits
from tracker.web.sessions import Sessions
from tracker.web.transaction import COOKIE, HOST_ONLY

CAPABILITIES = [
    "people",
    "access",
    "knowledge",
    "followups",
    "dialogues",
    "rounds",
    "supervision",
    "escalations",
    "plans",
    "seminars",
    "preparedness",
    "warnings",
    "progress",
    "notifications",
    "privacy",
    "home",
]


class Doorman:
    """Sessions, for `web`, which is below the capability that keeps them."""

    signed_in = staticmethod(partial(access_queries.signed_in, unread_of=notifications.unread_of))
    touch = staticmethod(access_service.touch)

    @staticmethod
    def name_of(session: Session, person_id: UUID) -> str:
        """What a person is called."""
        found = people.someone(session, person_id)
        return found.name if found else ""


def create_app(
    settings: Settings, store: Store, *, secret_key: str, personas: Callable[..., list[dict[str, Any]]] | None = None
) -> Flask:
    """The web application over a store. `personas` is given in the demo only."""
    app = Flask(
        "tracker",
        root_path=str(PACKAGE),
        template_folder=str(find("templates")),
        static_folder=str(PACKAGE / "web/static"),
    )
    tls = settings.base_url.startswith("https://")
    app.config.update(_config(secret_key, tls=tls))
    app.session_interface = Sessions()
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["ledertrivsel.store"] = store
    app.extensions["ledertrivsel.doorman"] = Doorman()
    app.extensions["ledertrivsel.settings"] = settings
    app.extensions["ledertrivsel.personas"] = personas
    app.extensions["ledertrivsel.parts_with_plans"] = parts_with_plans
    app.extensions["ledertrivsel.migrations"] = find("migrations")
    limits.install(app, settings.hosts)
    app.extensions["ledertrivsel.provider"] = _provider(settings)
    CSRFProtect(app).exempt(
        "tracker.access.views.sign_on.left"
    )  # a provider has no form of ours; it signs what it says
    language.install(app, settings.zone, settings.data_dir / "translations")
    app.extensions["ledertrivsel.pulse"] = pulse = Pulse(store, find("migrations"))
    layout.install(app, late=pulse.is_late, demo=personas is not None, organisation=_name(store))
    errors.install(app)
    headers.install(app, tls=tls)
    for capability in CAPABILITIES:
        app.register_blueprint(import_module(f"tracker.{capability}.views").bp)
    return app


def _config(secret_key: str, *, tls: bool) -> dict[str, object]:
    return {
        "SECRET_KEY": secret_key,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,  # it asks where one came from, and our pages forbid browsers to tell
        "SESSION_COOKIE_NAME": f"{HOST_ONLY if tls else ''}{COOKIE}_form",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": tls,
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
    }


def _provider(settings: Settings) -> Any:
    """Whom single sign-on speaks to; None, and nothing of it loaded, where there is none."""
    if not settings.oidc_issuer:
        return None
    from tracker.access.provider import Provider  # noqa: PLC0415 - what few use costs nobody else a start

    return Provider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        scopes=settings.oidc_scopes,
        return_to=f"{settings.base_url.rstrip('/')}/log-ind/retur",
        trust=_trust(settings),
    )


def _trust(settings: Settings) -> proof.Trust:
    try:
        roles = proof.read_roles(settings.oidc_roles)
    except ValueError as error:
        raise SystemExit(
            f"LEDERTRIVSEL_OIDC_ROLES cannot be read at {error}; write group=HR or group=MED:TR@unit"
        ) from None
    return proof.Trust(
        email_claim=settings.oidc_email_claim,
        person_claim=settings.oidc_person_claim,
        groups_claim=settings.oidc_groups_claim,
        roles=roles,
        domains=frozenset(settings.oidc_domains.lower().replace(",", " ").split()),
        any_email=settings.oidc_any_email,
        second_step=settings.oidc_second_step,
    )


def _name(store: Store) -> Callable[[], str]:
    def fetch() -> str:
        try:
            with store.read() as uow:
                return people.organisation(uow.session).name
        except (NoResultFound, DBAPIError):  # not founded yet, or away: a page for an error has a frame too
            return ""

    return layout.organisation_name(fetch)
