"""What the pages of collegial supervision share."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint
from flask_babel import gettext, ngettext

from tracker.knowledge import queries as knowledge
from tracker.people.queries import Someone
from tracker.supervision.rules import Step
from tracker.web.forms import choices
from tracker.web.language import language

bp = Blueprint("supervision", __name__, url_prefix="/sparring")


@dataclass(frozen=True)
class Shown:
    """A method as a page shows it: the group's own, in its language, or the ready-made one."""

    name: str
    lang: str
    steps: list[Step]
    is_own: bool

    @property
    def minutes(self) -> int:
        """How long its steps take together."""
        return sum(step.minutes for step in self.steps)


def shown(method: Any) -> Shown:
    """A group's own method, or the ready-made one where it has none."""
    if method is not None:
        return Shown(method.name, method.lang, [Step(**step) for step in method.steps], is_own=True)
    guide, lang = knowledge.guide("supervision-steps"), language()
    steps = [Step(item.title.in_(lang), item.minutes or 1, item.help.in_(lang)) for item in guide.items]
    return Shown(guide.title.in_(lang), lang, steps, is_own=False)


def lengths(offered: Iterable[int]) -> list[Any]:
    """Lengths to choose from."""
    return choices(*((str(each), ngettext("%(num)s minute", "%(num)s minutes", each)) for each in offered))


def people_choices(order: Iterable[UUID], known: dict[UUID, Someone]) -> list[Any]:
    """Those in the group, in the order of turns; the first choice follows that order."""
    return choices(("", gettext("In the order of turns")), *((str(one), known[one].name) for one in order))
