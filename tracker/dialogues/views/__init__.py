"""The pages of tool 1: guide, agreements with oneself, dialogue, development plan, check-in."""

from tracker.dialogues.views import agreeing, asking, checking, contract, following, guide, overview, talking, topics
from tracker.dialogues.views.blueprint import bp

__all__ = [
    "agreeing",
    "asking",
    "bp",
    "checking",
    "contract",
    "following",
    "guide",
    "overview",
    "talking",
    "topics",
]
