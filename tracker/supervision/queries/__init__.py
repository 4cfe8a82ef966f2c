"""Reads of collegial supervision, scoped to the person who asks."""

from tracker.supervision.queries.access import (
    KIND,
    Place,
    Seat,
    asked_told,
    day_of,
    facilitations,
    groups_told,
    place,
    seat,
    told,
)
from tracker.supervision.queries.people_of import audience, come_since, facilitators
from tracker.supervision.queries.sessions import (
    appointments,
    by_group,
    called_off,
    coming,
    frame,
    halves,
    methods,
    mine,
    own_method,
    sittings,
    waiting,
)
from tracker.supervision.queries.turns import Rota, cast
from tracker.supervision.queries.turns import coming as turns_coming
from tracker.supervision.queries.turns import read as rota_of

__all__ = [
    "KIND",
    "Place",
    "Rota",
    "Seat",
    "appointments",
    "asked_told",
    "audience",
    "by_group",
    "called_off",
    "cast",
    "come_since",
    "coming",
    "day_of",
    "facilitations",
    "facilitators",
    "frame",
    "groups_told",
    "halves",
    "methods",
    "mine",
    "own_method",
    "place",
    "rota_of",
    "seat",
    "sittings",
    "told",
    "turns_coming",
    "waiting",
]
