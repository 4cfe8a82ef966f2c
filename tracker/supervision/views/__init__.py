"""The pages of collegial supervision."""

from tracker.supervision.views import framing, methods, moving, overview, running, turning
from tracker.supervision.views.blueprint import bp

__all__ = ["bp", "framing", "methods", "moving", "overview", "running", "turning"]
