"""The pages of tool 2: plan, prepare, meet, agree."""

from tracker.rounds.views import agreeing, meeting, planning, preparing
from tracker.rounds.views.blueprint import bp

__all__ = ["agreeing", "bp", "meeting", "planning", "preparing"]
