"""The seminar's pages."""

from tracker.seminars.views import planning, steering, taking_part
from tracker.seminars.views.shared import bp

__all__ = ["bp", "planning", "steering", "taking_part"]
