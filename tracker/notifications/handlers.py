"""Who is told of what."""

from tracker.escalations import facts as escalations
from tracker.escalations import service as escalation
from tracker.followups import facts as followups
from tracker.followups import service as followup
from tracker.notifications import asking, gathering
from tracker.notifications.service import settle, tell
from tracker.people import facts as people
from tracker.people import grants
from tracker.plans import facts as plans
from tracker.plans import queries as plan_
from tracker.rounds import facts as rounds
from tracker.rounds import queries as round_
from tracker.storage.unit_of_work import UnitOfWork

FOR_RECEIVERS = ("escalation.received", "escalation.reminder", "escalation.moved_to_you")
FOR_PREPARING = ("round.invited", "round.moved", "round.reminder", "round.facilitator")


def on_habits_changed(uow: UnitOfWork, fact: people.HabitsChanged) -> None:
    """Nobody is told; the digest that gathers goes by the new hours."""
    gathering.retime(uow, fact.matter)


def on_role_proposed(uow: UnitOfWork, fact: people.RoleProposed) -> None:
    """Top management, but for whoever it is about or comes from."""
    tell(uow, grants.approvers(uow, fact.matter), "role.proposed", "role", fact.matter)


def on_role_decided(uow: UnitOfWork, fact: people.RoleDecided) -> None:
    """Nobody is told; it waits for nobody any more."""
    settle(uow, fact.matter)


def on_escalation_raised(uow: UnitOfWork, fact: escalations.EscalationRaised) -> None:
    """The receivers at once; the group in its digest. Nobody, where it was taken back before we came here."""
    row, receivers, group = escalation.audience(uow, fact.matter)
    if row.state == "withdrawn":
        return
    if row.step == 0:
        tell(uow, receivers, "escalation.received", "escalation", row.id)
    if row.state != "raised":
        settle(uow, row.id, FOR_RECEIVERS)
    tell(uow, (person for person in group if person != row.raised_by), "escalation.sent", "escalation", row.id)


def on_escalation_acknowledged(uow: UnitOfWork, fact: escalations.EscalationAcknowledged) -> None:
    """The group; the other receivers need not act any more."""
    row, _, group = escalation.audience(uow, fact.matter)
    settle(uow, row.id, FOR_RECEIVERS)
    tell(uow, group, "escalation.acknowledged", "escalation", row.id)


def on_escalation_answered(uow: UnitOfWork, fact: escalations.EscalationAnswered) -> None:
    """The group."""
    row, _, group = escalation.audience(uow, fact.matter)
    settle(uow, row.id, FOR_RECEIVERS)
    tell(uow, group, "escalation.answered", "escalation", row.id)


def on_group_asked_back(uow: UnitOfWork, fact: escalations.GroupAskedBack) -> None:
    """The group's leader at once, who replies; the rest of the group in its digest."""
    row, _, group = escalation.audience(uow, fact.matter)
    if row.state == "asked_back":
        tell(uow, group[:1], "escalation.asked", "escalation", row.id)
        tell(uow, group[1:], "escalation.asked_group", "escalation", row.id)


def on_group_replied(uow: UnitOfWork, fact: escalations.GroupReplied) -> None:
    """Whoever takes care of it; the group's leader need not act any more."""
    row, receivers, _ = escalation.audience(uow, fact.matter)
    settle(uow, row.id, ["escalation.asked"])
    tell(uow, [row.owner_id] if row.owner_id else receivers, "escalation.replied", "escalation", row.id)


def on_escalation_taken_over(uow: UnitOfWork, fact: escalations.EscalationTakenOver) -> None:
    """The group."""
    row, _, group = escalation.audience(uow, fact.matter)
    tell(uow, group, "escalation.taken_over", "escalation", row.id)


def on_escalation_withdrawn(uow: UnitOfWork, fact: escalations.EscalationWithdrawn) -> None:
    """Nobody is told; what was said to the receivers is settled."""
    settle(uow, fact.matter)


def on_escalation_closed(uow: UnitOfWork, fact: escalations.EscalationClosed) -> None:
    """Whoever answered it."""
    settle(uow, fact.matter)
    tell(uow, escalation.answerer(uow, fact.matter), "escalation.closed", "escalation", fact.matter)


def on_receiver_reminded(uow: UnitOfWork, fact: escalations.ReceiverReminded) -> None:
    """The receivers, or the owner when there is one."""
    row, receivers, _ = escalation.audience(uow, fact.matter)
    if row.step == fact.step and row.state in ("raised", "acknowledged"):
        tell(uow, [row.owner_id] if row.owner_id else receivers, "escalation.reminder", "escalation", row.id)


def on_escalation_moved_up(uow: UnitOfWork, fact: escalations.EscalationMovedUp) -> None:
    """Everyone concerned: the new receivers at once, those before them, and the group."""
    row, receivers, group = escalation.audience(uow, fact.matter)
    settle(uow, row.id, FOR_RECEIVERS)
    if fact.why == "absent":
        hr = set(escalation.to_be_told_of_absence(uow, row)) - set(receivers)
        tell(uow, hr, "escalation.nobody", "escalation_status", row.id)
    tell(uow, receivers, "escalation.moved_to_you", "escalation", row.id)
    tell(uow, escalation.earlier_receivers(uow, row), "escalation.moved_from_you", "escalation", row.id)
    tell(uow, group, "escalation.moved", "escalation", row.id)


def on_escalation_stranded(uow: UnitOfWork, fact: escalations.EscalationStranded) -> None:
    """The last receivers, and the group."""
    row, receivers, group = escalation.audience(uow, fact.matter)
    tell(uow, receivers, "escalation.stranded", "escalation", row.id)
    tell(uow, group, "escalation.unanswered", "escalation", row.id)


def on_followup_reminded(uow: UnitOfWork, fact: followups.FollowUpReminded) -> None:
    """Its owners, in their digest."""
    row, owners = followup.audience(uow, fact.followup_id)
    if row.state == "planned":
        tell(uow, owners, "followup.reminder", "followup", row.id)


def on_followup_asked(uow: UnitOfWork, fact: followups.FollowUpAsked) -> None:
    """Its owners, at once; the reminder has done its part."""
    row, owners = followup.audience(uow, fact.followup_id)
    settle(uow, row.id, ["followup.reminder"])
    if row.state == "asked":
        tell(uow, owners, "followup.due", "followup", row.id)


def on_followup_answered(uow: UnitOfWork, fact: followups.FollowUpAnswered) -> None:
    """Nobody is told; whoever answered, it asks for nobody any more."""
    settle(uow, fact.followup_id)


def on_followup_moved(uow: UnitOfWork, fact: followups.FollowUpMoved) -> None:
    """Nobody is told; it asks again on its new day."""
    row, _ = followup.audience(uow, fact.followup_id)
    if row.state == "planned":
        settle(uow, row.id)


def on_followup_placed(uow: UnitOfWork, fact: followups.FollowUpPlaced) -> None:
    """Nobody is told; it reminds and asks on its new day."""
    row, _ = followup.audience(uow, fact.followup_id)
    if row.state == "planned":
        settle(uow, row.id, ["followup.reminder"])


def on_followup_handed_over(uow: UnitOfWork, fact: followups.FollowUpHandedOver) -> None:
    """Whoever has it now; those who had it need not act any more."""
    row, owners = followup.audience(uow, fact.followup_id)
    settle(uow, row.id)
    if row.state in ("planned", "asked") and fact.to_id in owners:
        tell(uow, owners, "followup.due" if row.state == "asked" else "followup.handed_over", "followup", row.id)


def on_followup_closed(uow: UnitOfWork, fact: followups.FollowUpClosed) -> None:
    """Nobody is told; it asks for nobody any more."""
    settle(uow, fact.followup_id)


def on_round_planned(uow: UnitOfWork, fact: rounds.RoundPlanned) -> None:
    """Everyone else in the group is invited to prepare."""
    tell(uow, round_.to_invite(uow, fact.matter), "round.invited", "round", fact.matter)


def on_member_invited(uow: UnitOfWork, fact: rounds.MemberInvited) -> None:
    """Who came into the group since."""
    tell(uow, [fact.person_id], "round.invited", "round", fact.matter)


def on_facilitator_asked(uow: UnitOfWork, fact: rounds.FacilitatorAsked) -> None:
    """Who is asked."""
    tell(uow, [fact.person_id], "round.facilitator", "round", fact.matter)


def on_facilitator_released(uow: UnitOfWork, fact: rounds.FacilitatorReleased) -> None:
    """Nobody is told; who is asked no more is not asked."""
    settle(uow, fact.matter, None, [fact.person_id])


def on_round_rescheduled(uow: UnitOfWork, fact: rounds.RoundRescheduled) -> None:
    """Everyone else at the table."""
    others = (person for person in round_.at_the_table(uow, fact.matter) if person != fact.by_id)
    tell(uow, others, "round.moved", "round", fact.matter)


def on_round_cancelled(uow: UnitOfWork, fact: rounds.RoundCancelled) -> None:
    """Everyone else at the table; there is nothing to prepare."""
    settle(uow, fact.matter, FOR_PREPARING)
    others = (person for person in round_.at_the_table(uow, fact.matter) if person != fact.by_id)
    tell(uow, others, "round.cancelled", "round", fact.matter)


def on_preparation_due(uow: UnitOfWork, fact: rounds.PreparationDue) -> None:
    """Those who are not ready."""
    tell(uow, round_.not_ready(uow, fact.matter), "round.reminder", "round", fact.matter)


def on_preparation_finished(uow: UnitOfWork, fact: rounds.PreparationFinished) -> None:
    """Nobody is told; whoever is ready is not reminded."""
    settle(uow, fact.matter, FOR_PREPARING, [fact.person_id])


def on_round_closed(uow: UnitOfWork, fact: rounds.RoundClosed) -> None:
    """Everyone else in the group; there is nothing more to prepare."""
    settle(uow, fact.matter, FOR_PREPARING)
    tell(uow, round_.others(uow, fact.matter), "round.card", "round", fact.matter)


def on_agreement_made(uow: UnitOfWork, fact: rounds.AgreementMade) -> None:
    """Whoever else takes care of it."""
    owners = set(round_.owners_of(uow.session, fact.agreement_id))
    tell(
        uow,
        (person for person in round_.others(uow, fact.matter) if person in owners),
        "round.agreement",
        "round",
        fact.matter,
    )


def on_round_held(uow: UnitOfWork, fact: rounds.RoundHeld) -> None:
    """Everyone else in the group; the card is history."""
    settle(uow, fact.matter, ("round.card", *FOR_PREPARING))
    tell(uow, round_.others(uow, fact.matter), "round.held", "round", fact.matter)


def on_plan_started(uow: UnitOfWork, fact: plans.PlanStarted) -> None:
    """Its coordinator."""
    tell(uow, [fact.coordinator_id], "plan.coordinator", "plan", fact.matter)


def on_plan_published(uow: UnitOfWork, fact: plans.PlanPublished) -> None:
    """MED, but for those who lead a group and are asked; what was said of the last version is over."""
    audience = plan_.audience(uow, fact.matter)
    asked = {one.leader_id for one in audience.asked.values()} if fact.asks_groups else set()
    settle(uow, fact.matter, ["plan.published"])
    tell(uow, set(audience.representatives) - asked, "plan.published", "plan", fact.matter)


def on_group_asked(uow: UnitOfWork, fact: plans.GroupAsked) -> None:
    """Its leader, with the others of this parcel."""
    asking.ask(uow, fact.plan_id, fact.group_id)


def on_group_talked(uow: UnitOfWork, fact: plans.GroupTalkedAboutPlan) -> None:
    """Nobody is told; the group is not asked any more."""
    settle(uow, fact.group_id, ["plan.talk"])
    settle(uow, fact.matter, ["plan.talk"], plan_.who_answered(uow, fact.version_id, fact.group_id))


def on_theme_decided(uow: UnitOfWork, fact: plans.ThemeDecided) -> None:
    """Whoever proposed it."""
    settle(uow, fact.matter, ["theme.decided"])
    if proposer := plan_.proposer(uow.session, fact.matter):
        tell(uow, [proposer], "theme.decided", "theme", fact.matter)
