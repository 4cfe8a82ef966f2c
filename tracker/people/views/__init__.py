"""The pages about people: how one is reached, what HR sets for all, who holds which role."""

from tracker.people.views import hours, imports, roles
from tracker.people.views.blueprint import bp

__all__ = ["bp", "hours", "imports", "roles"]
