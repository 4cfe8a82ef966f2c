"""The pages of progress."""

from tracker.progress.views import annual, overview, remarks, tools, wheel
from tracker.progress.views.overview import bp

__all__ = ["annual", "bp", "overview", "remarks", "tools", "wheel"]
