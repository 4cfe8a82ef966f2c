"""HR switches rules, and turns their dials."""

from uuid import uuid4

from sqlalchemy import select

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Standing
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import facts, rules
from tracker.warnings.models import RuleSetting
from tracker.warnings.rules import RULES


def switch(uow: UnitOfWork, code: str, *, on: bool, number: int | None = None) -> None:
    """Switch a rule on or off, and set its number where it has one (None: as it stands); HR does."""
    uow.require("U", "people", Standing(uow.actor.roles))
    if code not in RULES:
        raise NotFound
    row = uow.session.scalar(select(RuleSetting).where(RuleSetting.code == code))
    if row is None:
        row = RuleSetting(id=uuid4(), code=code, is_on=on)
        uow.session.add(row)
    if number is not None:
        rules.dial(RULES[code], number)
        row.number = number
    row.is_on = on
    uow.record(facts.WarningRuleSwitched(matter=row.id, rule=code, is_on=on))
