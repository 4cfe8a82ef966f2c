"""Whose horizon somebody may write on, who can see to it, and what support there is."""

from dataclasses import dataclass
from uuid import UUID

from tracker.kernel.permissions import Role
from tracker.knowledge import queries as knowledge
from tracker.knowledge.guides import Guide
from tracker.people import parts
from tracker.people import queries as people
from tracker.plans.queries.special import special_support
from tracker.preparedness.rules import OFFER, Scope
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Place:
    """A group or unit the actor may put a load down for, by the name it is shown with."""

    scope: Scope
    name: str

    @property
    def code(self) -> str:
        """What a form says for it."""
        return f"group:{self.scope.group_id}" if self.scope.group_id else f"unit:{self.scope.unit_id}"


def places(uow: UnitOfWork) -> list[Place]:
    """The groups the actor leads, and the units: all for HR, those they lead with what lies under for a leader."""
    found, is_leader = [], Role.L in uow.actor.roles
    if is_leader:
        groups = people.groups_of(uow.session, uow.actor.me, uow.today)
        found += [Place(Scope(group_id=one.id), one.name) for one in groups if one.role == people.LEADER]
    if Role.HR in uow.actor.roles or found:
        led = None if Role.HR in uow.actor.roles else parts.under_mine(uow.actor.me, uow.today)
        found += [Place(Scope(unit_id=id_), name) for id_, name in parts.units_named(uow.session, led)]
    return found


def seers(uow: UnitOfWork, scope: Scope) -> list[people.Someone]:
    """Who can see to it: who is in the group; who leads a group of the unit; and whoever puts it down."""
    if scope.group_id is not None:
        return people.members(uow.session, scope.group_id, uow.today)
    leaders = parts.leaders_within(uow.session, scope.unit_id, uow.today) if scope.unit_id else set[UUID]()
    found = people.people(uow.session, leaders | {uow.actor.me}).values()
    return sorted(found, key=lambda one: (one.id != uow.actor.me, one.name))


@dataclass(frozen=True)
class Support:
    """Something that can be planned as support. `title` and `detail` are as written or as the catalogue has them."""

    code: str
    title: str
    detail: str
    lang: str
    contact: str = ""


def kinds() -> Guide:
    """The kinds of load there are."""
    return knowledge.guide("loads")


def support(uow: UnitOfWork, lang: str) -> list[Support]:
    """What there is: the published plan's offers with their contacts, then the catalogue's."""
    found = special_support(uow)
    rows = found.offers if found else []
    of_plan = [Support(f"{OFFER}{one.id}", one.title, one.what, one.lang, one.contact) for one in rows]
    items = knowledge.guide("support-options").items
    return of_plan + [Support(one.code, one.title.in_(lang), one.help.in_(lang), lang) for one in items]
