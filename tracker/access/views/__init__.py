"""The pages of coming in: signing in and out, the hat worn, one's own sessions."""

from tracker.access.views import sessions, signing
from tracker.access.views.blueprint import bp

__all__ = ["bp", "sessions", "signing"]
