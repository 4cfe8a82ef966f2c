"""All that a version says, as plain values: published, or sent to be heard."""

from collections.abc import Sequence
from typing import Any

from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.plans import rules
from tracker.plans.models import Action, Offer, Plan, Theme
from tracker.plans.queries.card import offers
from tracker.plans.queries.draft import ThemeCard
from tracker.storage.unit_of_work import UnitOfWork


def content_of(uow: UnitOfWork, plan: Plan, found: Sequence[ThemeCard]) -> dict[str, Any]:
    """Everything the version says, as plain values. Inputs and reasons stay with those who made the plan."""
    return {
        "title": plan.title,
        "purpose": plan.purpose,
        "lang": plan.lang,
        "unit": people.unit_name(uow.session, plan.unit_id),
        "coordinator": str(plan.coordinator_id),
        "next_status": plan.next_status.isoformat(),
        "ends": plan.ends.isoformat(),
        "answers": {name: getattr(plan, name) for name in rules.ANSWERS},
        "answers_lang": plan.answers_lang or plan.lang,
        "themes": [_theme(card) for card in found],
        "offers": [_offer(offer) for offer in offers(uow.session, plan.id)],
    }


def _theme(card: ThemeCard) -> dict[str, Any]:
    theme = card.theme
    return {
        "id": str(theme.id),
        "titles": _titles(theme),
        "description": theme.description,
        "signs_well": theme.signs_well,
        "signs_badly": theme.signs_badly,
        "works_when": theme.works_when,
        "lang": theme.description_lang or theme.lang,
        "placements": [
            {"column": one.column, "row": one.row, "text": one.text, "lang": one.lang} for one in card.placements
        ],
        "offers": [_offer(offer) for offer in card.offers],
        "actions": [_action(action) for action in card.actions],
    }


def _titles(theme: Theme) -> dict[str, str]:
    if theme.as_catalogue and theme.code:
        title = knowledge.theme(theme.code).title
        both = {"da": title.da, "en": title.en}
        return {theme.lang: both[theme.lang]} | both
    return {theme.lang: theme.title}


def _offer(offer: Offer) -> dict[str, Any]:
    named = {"id": str(offer.id), "columns": offer.columns, "lang": offer.lang}
    return named | {"title": offer.title, "what": offer.what, "contact": offer.contact}


def _action(action: Action) -> dict[str, Any]:
    return {
        "id": str(action.id),
        "what": action.what,
        "lang": action.lang,
        "role": action.role,
        "person": str(action.person_id) if action.person_id else None,
        "due": action.due.isoformat() if action.due else None,
        "level": action.level,
    }
