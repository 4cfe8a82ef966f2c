"""The plan's pages."""

from tracker.plans.views import (
    card,
    compare,
    following,
    hearing,
    inputs,
    local,
    opening,
    outputs,
    plan,
    publish,
    qualify,
    roadmap,
    themes,
)
from tracker.plans.views.shared import bp

__all__ = [
    "bp",
    "card",
    "compare",
    "following",
    "hearing",
    "inputs",
    "local",
    "opening",
    "outputs",
    "plan",
    "publish",
    "qualify",
    "roadmap",
    "themes",
]
