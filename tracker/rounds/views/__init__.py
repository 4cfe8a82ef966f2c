"""The pages of tool 2: plan, prepare, meet, agree."""

from tracker.rounds.views import agreeing, keeping, live, meeting, overview, planning, preparing
from tracker.rounds.views.blueprint import bp

__all__ = ["agreeing", "bp", "keeping", "live", "meeting", "overview", "planning", "preparing"]
