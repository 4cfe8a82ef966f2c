"""The pages of coming in: signing in and out, the hat worn, one's own sessions, links, accounts."""

from tracker.access.views import codes, links, managing, sessions, sign_on, signing
from tracker.access.views.blueprint import bp

__all__ = ["bp", "codes", "links", "managing", "sessions", "sign_on", "signing"]
