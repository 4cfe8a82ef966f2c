"""Compares what the pages called Gemt with the in-app rows and with the mails that the server accepted."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from statistics import quantiles
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.faults.rig import RECEIVERS, Rig
from tests.faults.sink import Accepted
from tests.worlds import GROUP, SMALL
from tracker.escalations.models import Escalation
from tracker.notifications.audit import audit
from tracker.notifications.models import Mail, Notice
from tracker.storage.machinery import AuditFinding
from tracker.storage.outbox import Delivery, State

WITH_A_REASON = ("failed", "expired", "cancelled", "declined")
MAILED_AT_ONCE = "escalation.received"
LONGEST_EXTRA_SECONDS = 300.0
NOBODY = UUID(int=0)


@dataclass
class Verdict:
    """What became of everything. `due` counts in-app items that had to be there."""

    saved: int = 0
    due: int = 0
    lost: list[str] = field(default_factory=list)
    twice_in_app: list[str] = field(default_factory=list)
    twice_by_mail: int = 0
    mail_breaches: list[str] = field(default_factory=list)
    mails: int = 0
    refused: int = 0
    """items whose mail did not go, with a reason that the sender sees"""
    auditor: list[str] = field(default_factory=list)
    extra: list[float] = field(default_factory=list)
    """seconds from the later of Gemt and the fault's end until the mail was accepted"""

    @property
    def slowest(self) -> float:
        """The longest extra delay."""
        return max(self.extra, default=0.0)

    @property
    def p95(self) -> float:
        """The extra delay that 95 % stay below."""
        return quantiles(self.extra, n=20, method="inclusive")[-1] if len(self.extra) > 1 else self.slowest

    def breaches(self, allowed_twice: int) -> list[str]:
        """Every promise that was broken, in words."""
        found = [f"lost: {what}" for what in self.lost]
        found += [f"twice in-app: {what}" for what in self.twice_in_app]
        found += self.mail_breaches + self.auditor
        if self.twice_by_mail > allowed_twice:
            found.append(f"{self.twice_by_mail} mails twice, {allowed_twice} can be explained")
        if self.slowest > LONGEST_EXTRA_SECONDS:
            found.append(f"{self.slowest:.0f} s after the fault, {LONGEST_EXTRA_SECONDS:.0f} s promised")
        if not self.saved:
            found.append("nothing was saved: the fault was not tried")
        return found


def judge(rig: Rig) -> Verdict:
    """Look at everything, once nothing is under way any more."""
    verdict = Verdict()
    with rig.world.reading() as uow:
        escalations = list(uow.session.execute(select(Escalation.id, Escalation.title, Escalation.raised_by)))
        notices = list(uow.session.scalars(select(Notice)))
        mails = {row.id: row for row in uow.session.scalars(select(Mail))}
        aside = list(uow.session.scalars(select(Delivery.problem).where(Delivery.state == State.SET_ASIDE)))
    verdict.lost += [f"a delivery was set aside: {problem}" for problem in aside]
    saved = _judge_forms(rig, escalations, verdict)
    _judge_notices(rig, escalations, notices, verdict)
    accepted = _judge_mails(rig.sink.accepted, mails, verdict)
    _judge_cover(rig, notices, mails, accepted, saved, verdict)
    if not rig.clock.ahead:
        verdict.auditor = _ask_the_auditor(rig)
    return verdict


def _ask_the_auditor(rig: Rig) -> list[str]:
    """The product's own auditor, on the quiet installation, must agree."""
    audit(rig.world.store)
    with rig.world.reading() as uow:
        kinds = uow.session.scalars(select(AuditFinding.kind).where(AuditFinding.resolved_at.is_(None)))
        return [f"the auditor finds {count} {kind}" for kind, count in Counter(kinds).items()]


def _judge_forms(rig: Rig, escalations: list[Any], verdict: Verdict) -> dict[UUID, datetime]:
    """Saved is saved, and pressing again never made a second copy. Returns when each was saved."""
    rows = Counter(row.title for row in escalations)
    ids = {row.title: row.id for row in escalations}
    saved = {}
    for form in [form for writer in rig.writers for form in writer.forms]:
        if form.saved:
            verdict.saved += 1
            if rows[form.title] == 0:
                verdict.lost.append(f"{form.title}: called Gemt, and not there")
            else:
                saved[ids[form.title]] = form.saved
        if rows[form.title] > 1:
            verdict.twice_in_app.append(f"{form.title}: {rows[form.title]} copies")
    return saved


def _judge_notices(rig: Rig, escalations: list[Any], notices: list[Notice], verdict: Verdict) -> None:
    """Everybody whom it concerns has the item, once."""
    names = {row_id: key for key, row_id in rig.world.ids.items()}
    told = Counter((row.matter, names[row.person_id], row.kind) for row in notices)
    for row in escalations:
        group = GROUP if row.raised_by == rig.world.ids["head"] else SMALL
        expected = [(key, MAILED_AT_ONCE) for key in RECEIVERS] + [(key, "escalation.sent") for key in group[1:]]
        verdict.due += len(expected)
        for key, kind in expected:
            if not told[row.id, key, kind]:
                verdict.lost.append(f"{row.title}: {key} was not told ({kind})")
    verdict.twice_in_app += [f"{key}: {count} of {kind}" for (_, key, kind), count in told.items() if count > 1]


def _judge_mails(taken: list[Accepted], mails: dict[UUID, Mail], verdict: Verdict) -> dict[UUID, datetime]:
    """No mail but those that were planned; a second one is the same one. Returns when each was first accepted."""
    first: dict[UUID, Accepted] = {}
    for one in taken:
        mail = mails.get(_mail_id(one.message_id) or NOBODY)
        if mail is None:
            verdict.mail_breaches.append(f"a mail that nobody planned: {one.message_id}")
            continue
        before = first.setdefault(mail.id, one)
        if (before.date, before.recipient) != (one.date, one.recipient):
            verdict.mail_breaches.append(f"a second mail is not the same: {one.message_id}")
        verdict.twice_by_mail += before is not one
    verdict.mails = len(first)
    return {mail_id: one.at for mail_id, one in first.items()}


def _judge_cover(
    rig: Rig,
    notices: list[Notice],
    mails: dict[UUID, Mail],
    accepted: dict[UUID, datetime],
    saved: dict[UUID, datetime],
    verdict: Verdict,
) -> None:
    """Each item is covered by an accepted mail, or its mail says why not."""
    over = rig.fault_ended
    for row in notices:
        mail = mails.get(row.mail_id or NOBODY)
        if row.mail_id in accepted:
            if row.kind == MAILED_AT_ONCE and row.matter in saved:
                began = max(saved[row.matter], over) if over else saved[row.matter]
                verdict.extra.append(max(0.0, (accepted[row.mail_id] - began).total_seconds()))
        elif mail is not None and mail.state in WITH_A_REASON and mail.reason:
            verdict.refused += 1
        elif mail is not None or row.kind == MAILED_AT_ONCE:
            verdict.lost.append(f"{row.kind}: its mail is {mail.state if mail else 'not there'} and was not accepted")


def _mail_id(message_id: str) -> UUID | None:
    try:
        return UUID(message_id.strip("<> ").partition("@")[0])
    except ValueError:
        return None
