"""What the pages of coming in have in common."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, request, session, url_for
from werkzeug.wrappers import Response

from tracker.access import rules
from tracker.web.transaction import cookie_name, is_behind_tls

bp = Blueprint("access", __name__)
YEAR = 365 * 24 * 3600


def token() -> str:
    """What the browser's cookie says."""
    return request.cookies.get(cookie_name(), "")


def device() -> str:
    """What the browser says of itself, shortened to what its owner knows it by."""
    return rules.device(request.headers.get("User-Agent", ""))


def address() -> str:
    """Where the request came from, as far as it can be believed."""
    trusted = current_app.extensions["ledertrivsel.settings"].trusted_proxies
    return rules.address(request.remote_addr or "", ",".join(request.headers.getlist("X-Forwarded-For")), trusted)


def needs_code() -> bool:
    """Whether some must sign in with a code, too."""
    return bool(current_app.extensions["ledertrivsel.settings"].needs_code)


def give(answer: Response, new_token: str) -> Response:
    """The answer, with the cookie of a session."""
    answer.set_cookie(cookie_name(), new_token, httponly=True, samesite="Lax", secure=is_behind_tls(), path="/")
    return answer


def known_as() -> str:
    """What this browser is known by at the door, before anybody is signed in."""
    return request.cookies.get(_known_name(), "")


def remember(answer: Response, known: str) -> Response:
    """The answer, with the cookie by which strangers' guesses do not shut this browser out."""
    answer.set_cookie(
        _known_name(), known, max_age=YEAR, httponly=True, samesite="Lax", secure=is_behind_tls(), path="/"
    )
    return answer


def _known_name() -> str:
    return f"{cookie_name()}_known"


def take_back(answer: Response) -> Response:
    """The answer, which makes the browser forget its session."""
    answer.delete_cookie(cookie_name(), secure=is_behind_tls(), httponly=True, samesite="Lax")
    return answer


def welcome(new: str) -> Response:
    """Where one wanted to go, with a new session; the form cookie forgets all it said but the language."""
    target = session.pop("next", "")
    kept = session.get("lang")
    session.clear()
    if kept:
        session["lang"] = kept
    return give(redirect(target if _is_ours(target) else url_for("home.front_page"), 303), new)


def _is_ours(target: str) -> bool:
    parts = urlsplit(target)
    return (
        bool(target)
        and not parts.scheme
        and not parts.netloc
        and target.startswith("/")
        and target[1:2] not in ("/", "\\")
    )
