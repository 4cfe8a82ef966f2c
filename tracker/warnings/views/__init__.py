"""The pages of early warnings and support."""

from tracker.warnings.views import groups, noticing, support, two
from tracker.warnings.views.blueprint import bp

__all__ = ["bp", "groups", "noticing", "support", "two"]
