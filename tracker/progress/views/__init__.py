"""The pages of progress."""

from tracker.progress.views import overview
from tracker.progress.views.overview import bp

__all__ = ["bp", "overview"]
