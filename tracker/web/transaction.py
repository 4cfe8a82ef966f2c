"""What a view runs in: signed in, with a unit of work that commits only when the answer is 303."""

import logging
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Protocol
from uuid import UUID

from flask import abort, current_app, flash, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import Conflict, SaidBefore, without_words
from tracker.kernel.permissions import ANONYMOUS
from tracker.storage.asking import Beside
from tracker.storage.unit_of_work import Store, ToBeLogged, UnitOfWork
from tracker.web import conflicts

log = logging.getLogger("ledertrivsel.web")

View = Callable[..., ResponseReturnValue]


class Doorman(Protocol):
    """Who knows whom a session cookie belongs to; handed in by the app, since `web` is below every capability."""

    def signed_in(self, session: Session, token: str, day: date, **along: Any) -> Any:
        """The visitor (`person`, `actor`, `hat`, `hats`, `seen_at`, `beside`), or None."""

    def name_of(self, session: Session, person_id: UUID) -> str:
        """What a person is called."""

    def touch(self, uow: UnitOfWork, token: str) -> None:
        """Note that the session is in use."""


COOKIE = "ledertrivsel"
HOST_ONLY = "__Host-"
"""so begins the name of a cookie that a browser takes over TLS only, and sends to nobody else"""
TOUCH_SECONDS = 60


class _RollBack(Exception):
    """Ends a unit of work without committing; carries the answer out."""

    def __init__(self, answer: Response) -> None:
        self.answer = answer


def store() -> Store:
    """The database behind this app."""
    return current_app.extensions["ledertrivsel.store"]


def doorman() -> Doorman:
    """The one at this app's door."""
    return current_app.extensions["ledertrivsel.doorman"]


def reads(view: View) -> View:
    """The view gets a read-only unit of work of whoever is signed in.

    Where it comes upon something that is logged when it is read, it begins again in a transaction that logs it (P15).
    """
    return _reading(view, None)


def reads_beside(found: Beside) -> Callable[[View], View]:
    """As `reads`, for what is asked for every other second: `beside()` is read in the one query that says who asks."""
    return lambda view: _reading(view, found)


def beside() -> Any:
    """The row that `reads_beside` read along; of None alone where it is not there."""
    return g.me.beside


def _reading(view: View, found: Beside | None) -> View:
    @wraps(view)
    def wrapped(**values: Any) -> ResponseReturnValue:
        along = {"beside": found, **values} if found else {}
        try:
            with store().read() as uow:
                if not _recognise(uow, **along):
                    return _to_sign_in()
                answer = view(uow, **values)
        except ToBeLogged:
            return _observed(view, values, **along)
        if _is_to_be_touched():
            with store().work(uow.actor) as again:
                _touch(again)
        return answer

    return _marked(wrapped, "reads")


def _observed(view: View, values: dict[str, Any], **along: Any) -> ResponseReturnValue:
    with store().observe() as uow:
        if not _recognise(uow, **along):
            return _to_sign_in()
        _touch(uow)
        return make_response(view(uow, **values))


def reads_publicly(view: View) -> View:
    """As `reads`, for who is not signed in too: the actor is then nobody in particular."""

    @wraps(view)
    def wrapped(**values: Any) -> ResponseReturnValue:
        with store().read() as uow:
            _recognise(uow)
            return view(uow, **values)

    return _marked(wrapped, "public")


def writes(view: View) -> View:
    """The view gets a unit of work that commits when it answers 303, once per idempotency key."""
    return _marked(_writing(view, public=False), "writes")


def writes_publicly(view: View) -> View:
    """As `writes`, for who is not signed in (signing in itself)."""
    return _marked(_writing(view, public=True), "public")


def marks(view: View) -> View:
    """As `reads`, where looking changes something too: commits when the page was made."""

    @wraps(view)
    def wrapped(**values: Any) -> ResponseReturnValue:
        with store().work() as uow:
            if not _recognise(uow):
                return _to_sign_in()
            _touch(uow)
            return view(uow, **values)

    return _marked(wrapped, "reads")


def observes(view: View) -> View:
    """As `reads`, where the reading is logged (P15): begins in a transaction that can, so as not to do it twice."""
    return _marked(wraps(view)(lambda **values: _observed(view, values)), "reads")


def public(view: View) -> View:
    """Anybody may see this; the view opens what it needs by itself."""
    return _marked(view, "public")


def saved(location: str, message: str | None = None, *, resembles: str | None = None) -> Response:
    """The 303 after a good post: says Saved, warns of whom somebody just named can be taken for, and commits."""
    flash(message or gettext("Saved"), "success")
    if resembles:
        flash(
            gettext("Look again whether it is the right one. The name looks like another: %(value)s", value=resembles),
            "warning",
        )
    return redirect(location, 303)


def _marked(view: View, how: str) -> View:
    view.transaction = how  # type: ignore[attr-defined]
    return view


def _writing(view: View, *, public: bool) -> View:
    @wraps(view)
    def wrapped(**values: Any) -> ResponseReturnValue:
        key = _form_key()
        try:
            with store().work() as uow:
                known = _recognise(uow)
                if not known and not public:
                    return _to_sign_in()
                if known:
                    uow.begin_again_from_here()
                    uow.claim_form(key)
                    _touch(uow)
                answer = make_response(view(uow, **values))
                _only_a_redirect_commits(answer, uow)
                uow.form_led_to(key, answer.location or "/")
        except _RollBack as stop:
            return stop.answer
        except SaidBefore as before:
            return saved(before.location)
        except Conflict:
            return _both_texts(view, values)
        return answer

    return wrapped


def _only_a_redirect_commits(answer: Response, uow: UnitOfWork) -> None:
    if answer.status_code != 303:
        uow.take_back()
        raise _RollBack(answer)


def _both_texts(view: View, values: dict[str, Any]) -> ResponseReturnValue:
    """Somebody else saved it first: nothing is committed, nothing of what was written is lost."""
    g.editing = g.uow.editing
    with store().observe() as uow:
        _recognise(uow)
        return conflicts.page(uow, getattr(view, "stands", None), values, doorman().name_of), 409


def _form_key() -> UUID:
    try:
        return UUID(request.form.get("once", ""))
    except ValueError:
        abort(400)


def is_behind_tls() -> bool:
    """Whether people come over https."""
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


def cookie_name() -> str:
    """What the session's cookie is called."""
    return HOST_ONLY + COOKIE if is_behind_tls() else COOKIE


def _recognise(uow: UnitOfWork, **along: Any) -> bool:
    token = request.cookies.get(cookie_name())
    g.me = doorman().signed_in(uow.session, token, uow.today, **along) if token else None
    g.uow = uow
    uow.session.info.update(g.get("scope", {}))
    uow.actor = g.me.actor if g.me else ANONYMOUS
    return g.me is not None


def recognised(page: Callable[[], str]) -> str:
    """A page outside every view, with the frame of whoever is signed in, where that can be seen."""
    if "me" in g or cookie_name() not in request.cookies:
        return page()
    try:
        with store().read() as uow:
            _recognise(uow)
            return page()
    except Exception as error:  # noqa: BLE001 - whatever it is, the page is shown all the same
        log.warning("a page was shown without its frame: %s", without_words(error))
        g.me = None
        return page()


def _is_to_be_touched() -> bool:
    return (technical_now() - g.me.seen_at).total_seconds() > TOUCH_SECONDS


def _touch(uow: UnitOfWork) -> None:
    """Keep the session alive, at most one write a minute."""
    if _is_to_be_touched():
        doorman().touch(uow, request.cookies[cookie_name()])


def _to_sign_in() -> Response:
    if request.method == "GET":
        session["next"] = request.full_path.rstrip("?")
    return redirect(url_for("access.sign_in_page"), 303)
