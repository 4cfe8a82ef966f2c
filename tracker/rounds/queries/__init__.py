"""Reads of rounds, scoped to the person who asks."""

from tracker.rounds.queries.access import Seat, group_standing, meeting_day, mine, my_groups, readable, seat
from tracker.rounds.queries.agreements import AgreementView, of_rounds, owners_of, previous_round
from tracker.rounds.queries.appointments import appointments
from tracker.rounds.queries.card import Note, Spot, card, card_of_round, chosen, chosen_one, shared_notes, widest
from tracker.rounds.queries.overview import GroupRounds, Totals, my_rounds, titles, totals, waiting
from tracker.rounds.queries.preparing import (
    CODES,
    Own,
    Progress,
    answered,
    first_unanswered,
    known,
    not_ready,
    of_group,
    others,
    own_answers,
    progress,
    ready,
)

__all__ = [
    "CODES",
    "AgreementView",
    "GroupRounds",
    "Note",
    "Own",
    "Progress",
    "Seat",
    "Spot",
    "Totals",
    "answered",
    "appointments",
    "card",
    "card_of_round",
    "chosen",
    "chosen_one",
    "first_unanswered",
    "group_standing",
    "known",
    "meeting_day",
    "mine",
    "my_groups",
    "my_rounds",
    "not_ready",
    "of_group",
    "of_rounds",
    "others",
    "own_answers",
    "owners_of",
    "previous_round",
    "progress",
    "readable",
    "ready",
    "seat",
    "shared_notes",
    "titles",
    "totals",
    "waiting",
    "widest",
]
