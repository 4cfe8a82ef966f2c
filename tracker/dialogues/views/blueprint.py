"""What the pages share."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext as _

from tracker.dialogues.service.private import Wording
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import VersionForm
from tracker.web.language import language

bp = Blueprint("dialogues", __name__, url_prefix="/dialog")


def version_of(form: VersionForm | None = None) -> int:
    """The version a form was read at; one without any is at none."""
    form = form or VersionForm()
    form.validate()
    return form.version.data if isinstance(form.version.data, int) else -1


def worded(uow: UnitOfWork, form: Any, neutral: str) -> Wording:
    """What a form says is agreed; RuleBroken where its rhythm cannot be."""
    first = form.first.data or uow.today
    return Wording(form.text.data, language(), first, form.chosen(first), neutral)


def own_title() -> str:
    """What a follow-up of an agreement with oneself is called wherever somebody may look on."""
    return _("Own follow-up")


def shared_title() -> str:
    """The same of what two people agreed."""
    return _("Agreement from a dialogue")
