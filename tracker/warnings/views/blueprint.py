"""What the pages share."""

from typing import Any

from flask import Blueprint

from tracker.kernel.permissions import Role
from tracker.knowledge import queries as knowledge
from tracker.knowledge.guides import Guide
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings.forms import AnswerForm
from tracker.web.forms import Form, choices
from tracker.web.language import language

bp = Blueprint("warnings", __name__, url_prefix="/varsler")


def options() -> Guide:
    """The support there is."""
    return knowledge.guide("support-options")


def offering(form: Form) -> Form:
    """Put the support there is into the form, in the reader's language."""
    said = ((item.code, f"{item.title.in_(language())}: {item.help.in_(language())}") for item in options().items)
    form.support.choices = choices(*said)
    return form


def answer_form(uow: UnitOfWork, *, came_back: bool = False, **values: Any) -> Form:
    """The answers there are: later only the first time, and support for who may ask for it."""
    form = AnswerForm(**values)
    left_out = {"later"} if came_back else set[str]()
    left_out |= set() if Role.L in uow.actor.roles else {"accepted"}
    form.choice.choices = [one for one in form.choice.choices if one.value not in left_out]
    return offering(form)
