"""The audit: what the domain's tables say people should have been told, beside what they were told.

It finds what is missing and what is too much, as a kind and an opaque id: no content, and no person.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, or_, select, text
from sqlalchemy.orm import Session

from tracker.dialogues.owed import owed as dialogues
from tracker.escalations.owed import owed as escalations
from tracker.followups.owed import owed as followups
from tracker.kernel.owed import Owed, Owing
from tracker.notifications.facts import MailPlanned
from tracker.notifications.models import Mail, Notice
from tracker.notifications.rules import GATHERING, PLANNED, STATES
from tracker.people.past import Past
from tracker.plans.owed import owed as plans
from tracker.preparedness.owed import owed as preparedness
from tracker.rounds.owed import owed as rounds
from tracker.seminars.owed import owed as seminars
from tracker.storage.machinery import Finding, forget_troubles, keep_findings
from tracker.storage.outbox import WAITS, Delivery, FactRow, Timer
from tracker.storage.unit_of_work import Store, UnitOfWork
from tracker.supervision.owed import owed as supervision
from tracker.warnings.owed import owed as warnings

SOURCES: tuple[Callable[[UnitOfWork, Past], Owing], ...] = (
    followups,
    dialogues,
    rounds,
    supervision,
    escalations,
    plans,
    seminars,
    preparedness,
    warnings,
)
SAYS: dict[str, frozenset[str]] = {
    "followups.asked": frozenset({"followup.due"}),
    "escalations.reached": frozenset({"escalation.received", "escalation.moved_to_you"}),
    "escalations.sent": frozenset({"escalation.sent"}),
    "escalations.answered": frozenset({"escalation.answered"}),
    "escalations.stranded": frozenset({"escalation.stranded", "escalation.unanswered"}),
    "rounds.invited": frozenset({"round.invited"}),
    "rounds.card": frozenset({"round.card"}),
    "plans.asked": frozenset({"plan.talk"}),
    "plans.heard": frozenset({"plan.hearing"}),
    "plans.given": frozenset({"plan.given"}),
    "plans.published": frozenset({"plan.published"}),
    "supervision.planned": frozenset({"supervision.planned"}),
    "supervision.held": frozenset({"supervision.held"}),
    "dialogues.set": frozenset({"dialogue.set"}),
    "dialogues.asked": frozenset({"dialogue.asked", "dialogue.offered"}),
    "preparedness.over": frozenset({"load.over"}),
    "warnings.raised": frozenset({"warning.group", "warning.unanswered", "warning.card"}),
    "warnings.offered": frozenset({"support.offered"}),
    "warnings.noticed": frozenset({"noticed.you"}),
    "warnings.personal": frozenset({"warning.quiet", "warning.new_leader"}),
    "warnings.support": frozenset({"support.asked"}),
}
"""which kinds of notice say what is owed"""
ONCE = frozenset({"escalation.received", "escalation.sent", "round.invited", "round.card", "support.asked"})
"""of these nobody is told twice of one matter"""
CHUNK = 500


def audit(store: Store) -> bool:
    """Compare all there is, and write down what is amiss. Whether to look again in a minute, as something is new."""
    seen: set[Finding] = set()
    for source in SOURCES:
        with store.read() as uow:  # one each: a long look slows down whoever claims what is due
            seen |= compare(uow.session, source(uow, Past(uow.session, uow.today)))
    with store.read() as uow:
        seen |= _mails(uow.session)
    with store.work() as uow:
        forget_troubles(uow.session)
        return keep_findings(uow.session, seen)


def compare(session: Session, owing: Owing) -> set[Finding]:
    """What is missing and what is too much of what one capability owes."""
    matters = {matter for one in owing.tell for matter in one.matters} | {matter for matter, _ in owing.never}
    told = _told(session, matters)
    found = {("not_told", one.matters[0]) for one in owing.tell if not told.covers(one)}
    found |= {("told_twice", matter) for matter in told.twice}
    found |= {("told_wrongly", matter) for matter, person in owing.never if person in told.anything[matter]}
    for kind in owing.must:
        has_one = set(session.scalars(select(Timer.matter).where(Timer.kind == kind, Timer.ended_at.is_(None))))
        found |= {("no_timer", matter) for matter in owing.must[kind] - has_one}
        found |= {("stray_timer", matter) for matter in has_one - owing.may[kind]}
    return found


@dataclass
class Told:
    """What people were told of some matters: when last, by matter, kind and person."""

    last: dict[tuple[UUID, str], dict[UUID, datetime]] = field(default_factory=dict)
    anything: dict[UUID, set[UUID]] = field(default_factory=dict)
    twice: set[UUID] = field(default_factory=set)

    def covers(self, owed: Owed) -> bool:
        """Whether everybody was told; where nobody in particular was to be, whether anybody was."""
        told = set(self._people(owed))
        return owed.people <= told if owed.people else bool(told)

    def _people(self, owed: Owed) -> Iterator[UUID]:
        for matter in owed.matters:
            for kind in SAYS[owed.told]:
                for person, at in self.last.get((matter, kind), {}).items():
                    if owed.since is None or at >= owed.since:
                        yield person


def _told(session: Session, matters: Iterable[UUID]) -> Told:
    found, wanted = Told(), list(matters)
    found.anything = {matter: set() for matter in wanted}
    for start in range(0, len(wanted), CHUNK):
        columns = (Notice.matter, Notice.kind, Notice.person_id)
        query = select(*columns, func.max(Notice.at).label("last"), func.count().label("many"))
        query = query.where(Notice.matter.in_(wanted[start : start + CHUNK])).group_by(*columns)
        for row in session.execute(query):
            found.last.setdefault((row.matter, row.kind), {})[row.person_id] = row.last
            found.anything[row.matter].add(row.person_id)
            if row.kind in ONCE and row.many > 1:
                found.twice.add(row.matter)
    return found


def _mails(session: Session) -> set[Finding]:
    """Mails that nothing will ever send: a planned one without a delivery, a gathering one without a timer."""
    waits = exists().where(Delivery.fact_id == FactRow.id, WAITS)
    on_its_way = or_(FactRow.relayed_at.is_(None), waits)
    goes = exists().where(FactRow.matter == Mail.id, FactRow.name == MailPlanned.name, on_its_way)
    closes = exists().where(Timer.matter == Mail.id, Timer.ended_at.is_(None))
    is_open = text("mail.state IN ('planned', 'gathering')")  # as the index over the few that are
    stuck = or_((Mail.state == PLANNED) & ~goes, (Mail.state == GATHERING) & ~closes)
    return {("mail_stuck", mail_id) for mail_id in session.scalars(select(Mail.id).where(is_open, stuck))}


def mails_by_state(session: Session) -> dict[str, float]:
    """How many e-mails stand where."""
    counted = session.execute(select(Mail.state, func.count()).group_by(Mail.state))
    return dict.fromkeys(STATES, 0.0) | {state: float(many) for state, many in counted}
