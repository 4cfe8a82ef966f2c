"""Reads of escalations, scoped to the person who asks."""

from tracker.escalations.queries.access import (
    ORGANISATION_ROLES,
    could_receive,
    has_receiver,
    may_decide,
    not_about,
    receivers,
    standing,
    status_told,
    told,
    visible,
)
from tracker.escalations.queries.lists import (
    Alike,
    Queue,
    SentUp,
    Summary,
    at_the_top,
    queue,
    sent_up,
    sizes,
    status_of,
    to_join,
    waiting,
)
from tracker.escalations.queries.reading import questions, read_by, show
from tracker.escalations.queries.totals import Totals, counting, totals

__all__ = [
    "ORGANISATION_ROLES",
    "Alike",
    "Queue",
    "SentUp",
    "Summary",
    "Totals",
    "at_the_top",
    "could_receive",
    "counting",
    "has_receiver",
    "may_decide",
    "not_about",
    "questions",
    "queue",
    "read_by",
    "receivers",
    "sent_up",
    "show",
    "sizes",
    "standing",
    "status_of",
    "status_told",
    "to_join",
    "told",
    "totals",
    "visible",
    "waiting",
]
