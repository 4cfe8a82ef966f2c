"""What the pages of coming in have in common."""

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from tracker.access import rules
from tracker.web.transaction import cookie_name, is_behind_tls

bp = Blueprint("access", __name__)


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


def give(answer: Response, new_token: str) -> Response:
    """The answer, with the cookie of a session."""
    answer.set_cookie(cookie_name(), new_token, httponly=True, samesite="Lax", secure=is_behind_tls(), path="/")
    return answer


def take_back(answer: Response) -> Response:
    """The answer, which makes the browser forget its session."""
    answer.delete_cookie(cookie_name(), secure=is_behind_tls(), httponly=True, samesite="Lax")
    return answer
