"""Reads of preparedness, scoped to the person who asks."""

from tracker.preparedness.queries.access import standing, standing_of, told
from tracker.preparedness.queries.counts import Totals, counting, totals, waiting
from tracker.preparedness.queries.loads import Horizon, Page, View, horizon, scope_of, show
from tracker.preparedness.queries.places import Place, Support, kinds, places, seers, support

__all__ = [
    "Horizon",
    "Page",
    "Place",
    "Support",
    "Totals",
    "View",
    "counting",
    "horizon",
    "kinds",
    "places",
    "scope_of",
    "seers",
    "show",
    "standing",
    "standing_of",
    "support",
    "told",
    "totals",
    "waiting",
]
