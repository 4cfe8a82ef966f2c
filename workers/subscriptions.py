"""The whole event map on one screen: who hears which fact, what leaves the house, and what each timer calls."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import tracker
from tracker.access import facts as access
from tracker.dialogues import facts as dialogues
from tracker.dialogues import handlers as dialogue_handlers
from tracker.dialogues import service as dialogue
from tracker.escalations import facts as escalations
from tracker.escalations import service as escalation
from tracker.followups import facts as followups
from tracker.followups import handlers as followup_handlers
from tracker.followups import service as followup
from tracker.kernel.facts import Fact
from tracker.notifications import calendar_handlers as calendar
from tracker.notifications import calendar_invited
from tracker.notifications import dialogue_handlers as dialogue_tell
from tracker.notifications import facts as notifications
from tracker.notifications import handlers as tell
from tracker.notifications import hearing_handlers as hearing_tell
from tracker.notifications import mail_handlers as mail_tell
from tracker.notifications import preparedness_handlers as load_tell
from tracker.notifications import progress_handlers as progress_tell
from tracker.notifications import seminar_handlers as seminar_tell
from tracker.notifications import service as notification
from tracker.notifications import supervision_handlers as supervision_tell
from tracker.notifications import warning_handlers as warning_tell
from tracker.people import facts as people
from tracker.plans import facts as plans
from tracker.plans.service import hearing, welcoming
from tracker.preparedness import facts as preparedness
from tracker.preparedness import service as expected
from tracker.privacy import facts as privacy
from tracker.privacy import handlers as copying
from tracker.privacy import service as data
from tracker.progress import facts as progress
from tracker.progress import service as following
from tracker.rounds import facts as rounds
from tracker.rounds import handlers as round_handlers
from tracker.rounds import service as round_service
from tracker.seminars import facts as seminars
from tracker.seminars import service as seminar
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import facts as supervision
from tracker.supervision import service as supervising
from tracker.warnings import facts as warnings
from tracker.warnings import handlers as warn
from tracker.warnings import service as warning

Handler = Callable[[UnitOfWork, Any], None]
TimerCall = Callable[[UnitOfWork, UUID], None]

REACT: dict[type[Fact], list[Handler]] = {
    people.HabitsChanged: [tell.on_habits_changed, followup_handlers.on_habits_changed],
    people.HoursSet: [followup_handlers.on_hours_set],
    people.PeopleImported: [
        calendar.on_people_imported,
        round_handlers.on_people_imported,
        dialogue_handlers.on_people_imported,
    ],
    people.RoleProposed: [tell.on_role_proposed],
    people.RoleDecided: [tell.on_role_decided],
    notifications.MeetingTakenOut: [calendar.on_meeting_taken_out],
    escalations.EscalationRaised: [tell.on_escalation_raised],
    escalations.EscalationAcknowledged: [tell.on_escalation_acknowledged],
    escalations.GroupAskedBack: [tell.on_group_asked_back],
    escalations.GroupReplied: [tell.on_group_replied],
    escalations.EscalationTakenOver: [tell.on_escalation_taken_over],
    escalations.EscalationAnswered: [tell.on_escalation_answered, warn.on_escalation_answered],
    escalations.EscalationWithdrawn: [tell.on_escalation_withdrawn, warn.on_escalation_withdrawn],
    escalations.EscalationClosed: [tell.on_escalation_closed],
    escalations.ReceiverReminded: [tell.on_receiver_reminded],
    escalations.EscalationMovedUp: [tell.on_escalation_moved_up],
    escalations.EscalationStranded: [tell.on_escalation_stranded, warn.on_escalation_stranded],
    plans.PlanStarted: [tell.on_plan_started],
    plans.PlanPublished: [tell.on_plan_published],
    plans.GroupAsked: [tell.on_group_asked],
    plans.PlanGivenToNew: [hearing_tell.on_plan_given_to_new],
    plans.GroupTalkedAboutPlan: [tell.on_group_talked],
    plans.ThemeDecided: [tell.on_theme_decided],
    plans.ThemeJoined: [seminar_tell.on_theme_joined],
    seminars.SeminarPlanned: [seminar_tell.on_seminar_planned],
    seminars.SeminarNears: [seminar_tell.on_seminar_nears],
    seminars.SeminarClosed: [seminar_tell.on_seminar_closed],
    plans.QualifierAsked: [hearing_tell.on_qualifier_asked],
    plans.HearingOpened: [hearing_tell.on_hearing_opened],
    plans.HearingNearsEnd: [hearing_tell.on_hearing_nears_end],
    plans.HearingCommented: [hearing_tell.on_hearing_commented],
    plans.HearingEnded: [hearing_tell.on_hearing_ended],
    plans.AnswersMissing: [hearing_tell.on_answers_missing],
    plans.CommentAnswered: [hearing_tell.on_comment_answered],
    progress.MedRemarked: [progress_tell.on_remarked],
    progress.RemarkAnswered: [progress_tell.on_remark_answered],
    rounds.RoundPlanned: [tell.on_round_planned],
    rounds.RoundRescheduled: [tell.on_round_rescheduled],
    rounds.RoundCancelled: [tell.on_round_cancelled],
    rounds.MemberInvited: [tell.on_member_invited],
    rounds.FacilitatorAsked: [tell.on_facilitator_asked],
    rounds.FacilitatorReleased: [tell.on_facilitator_released, calendar.on_facilitator_released],
    rounds.PreparationDue: [tell.on_preparation_due],
    rounds.PreparationFinished: [tell.on_preparation_finished],
    rounds.RoundClosed: [tell.on_round_closed, round_handlers.on_round_closed],
    rounds.AgreementMade: [tell.on_agreement_made],
    supervision.SessionPlanned: [supervision_tell.on_session_planned],
    supervision.SessionMoved: [supervision_tell.on_session_moved],
    supervision.SessionCalledOff: [supervision_tell.on_session_called_off, warn.on_session_called_off],
    supervision.SessionNears: [supervision_tell.on_session_nears],
    supervision.SessionHeld: [supervision_tell.on_session_held, warn.on_session_held],
    supervision.FrameEnded: [warn.on_supervision_ended],
    supervision.TurnTaken: [supervision_tell.on_turn_taken],
    supervision.TurnGivenBack: [supervision_tell.on_turn_given_back],
    supervision.TurnOffered: [supervision_tell.on_turn_offered],
    supervision.TurnOfferWithdrawn: [supervision_tell.on_turn_offer_withdrawn],
    supervision.TurnsSwapped: [supervision_tell.on_turns_swapped],
    supervision.FacilitatorAsked: [supervision_tell.on_supervision_facilitator_asked],
    supervision.FacilitatorReleased: [supervision_tell.on_supervision_facilitator_released],
    rounds.RoundHeld: [tell.on_round_held, warn.on_round_held],
    dialogues.DialogueSet: [dialogue_tell.on_dialogue_set, warn.on_dialogue_set],
    dialogues.DialogueMoved: [dialogue_tell.on_dialogue_moved],
    dialogues.DialogueCalledOff: [dialogue_tell.on_dialogue_called_off],
    dialogues.DialogueNear: [dialogue_tell.on_dialogue_near],
    dialogues.DialogueHeld: [dialogue_tell.on_dialogue_held],
    dialogues.AgreementMade: [dialogue_tell.on_dialogue_agreement_made],
    dialogues.CheckInShared: [dialogue_tell.on_checkin_shared],
    dialogues.CheckInTakenBack: [dialogue_tell.on_checkin_taken_back],
    dialogues.LeaderAsked: [dialogue_tell.on_leader_asked],
    dialogues.RequestEnded: [dialogue_tell.on_request_ended],
    followups.FollowUpReminded: [tell.on_followup_reminded],
    followups.FollowUpAsked: [tell.on_followup_asked],
    followups.FollowUpAnswered: [
        tell.on_followup_answered,
        warn.on_followup_answered,
        round_handlers.on_follow_up_answered,
    ],
    followups.FollowUpMissed: [warn.on_followup_missed],
    followups.FollowUpMoved: [tell.on_followup_moved, warn.on_followup_moved],
    followups.FollowUpPlaced: [tell.on_followup_placed],
    followups.FollowUpTakenBack: [warn.on_followup_taken_back, round_handlers.on_follow_up_taken_back],
    followups.FollowUpHandedOver: [tell.on_followup_handed_over],
    followups.FollowUpClosed: [tell.on_followup_closed, warn.on_followup_closed],
    notifications.MailGivenUp: [mail_tell.on_mail_given_up],
    preparedness.LoadExpected: [load_tell.on_load_expected],
    preparedness.LoadChanged: [load_tell.on_load_changed],
    preparedness.LoadNears: [load_tell.on_load_nears],
    preparedness.LoadPassed: [load_tell.on_load_passed],
    preparedness.LoadLookedBackOn: [load_tell.on_load_looked_back_on],
    preparedness.LoadTakenOff: [load_tell.on_load_taken_off],
    warnings.WarningRaised: [warning_tell.on_warning_raised],
    warnings.WarningCameBack: [warning_tell.on_warning_came_back],
    warnings.PersonWarned: [warning_tell.on_person_warned],
    warnings.PersonalWarningAnswered: [warning_tell.on_personal_warning_answered],
    warnings.PersonalWarningEnded: [warning_tell.on_personal_warning_ended],
    warnings.WarningAnswered: [warning_tell.on_warning_answered],
    warnings.WarningEnded: [warning_tell.on_warning_ended],
    warnings.SupportOffered: [warning_tell.on_support_offered],
    warnings.OfferAnswered: [warning_tell.on_offer_answered],
    warnings.SomebodyNoticed: [warning_tell.on_somebody_noticed],
    warnings.NoticedRemoved: [warning_tell.on_noticed_removed],
    warnings.SupportRequested: [warning_tell.on_support_requested],
    warnings.SupportWithdrawn: [warning_tell.on_support_withdrawn],
    privacy.CopyAsked: [copying.on_copy_asked],
}

PERFORM: dict[type[Fact], list[str]] = {
    notifications.MailPlanned: ["mail"],
    access.LinkAsked: ["link"],
    people.ImportAsked: ["import"],
}
"""effects on the outside, by the name of the port that carries them"""

TIMERS: dict[str, TimerCall] = {
    "escalations.remind": escalation.remind,
    "escalations.move_up": escalation.move_up,
    "rounds.remind": round_service.remind,
    "rounds.invite": round_service.invite,
    "rounds.forget": round_service.forget,
    "rounds.publish": round_service.publish,
    "supervision.near": supervising.near,
    "supervision.over": supervising.over,
    "dialogues.near": dialogue.near,
    "followups.remind": followup.remind,
    "followups.ask": followup.ask,
    "followups.miss": followup.miss,
    "seminars.open": seminar.open_in_time,
    "seminars.remind": seminar.nears,
    "seminars.close": seminar.close_in_time,
    "plans.hearing_near": hearing.near,
    "plans.hearing_over": hearing.over,
    "plans.hearing_unanswered": hearing.lacking,
    welcoming.WELCOME: welcoming.look,
    "progress.publish_tools": following.publish,
    expected.NEAR: expected.near,
    expected.OVER: expected.over,
    "warnings.return": warning.come_back,
    warning.COME_BACK: warning.come_back_personally,
    warning.AGAIN: warning.offer_again,
    warning.LOOK: warning.look,
    "notifications.digest": notification.close_digest,
    "privacy.sweep": data.sweep_tonight,
    calendar_invited.LOOK_AGAIN: calendar_invited.look_again,
}


def listener_name(handler: Handler) -> str:
    """The stable name a delivery keeps: capability and function."""
    return f"{handler.__module__.split('.')[1]}.{handler.__name__}"


for _facts in sorted(Path(tracker.__file__).parent.glob("*/facts.py")):
    import_module(f"tracker.{_facts.parent.name}.facts")  # a fact that nobody hears is known here all the same

HANDLERS = {listener_name(handler): handler for handlers in REACT.values() for handler in handlers}
REACTIONS = {fact.name: [listener_name(handler) for handler in handlers] for fact, handlers in REACT.items()}
EFFECTS = {fact.name: names for fact, names in PERFORM.items()}


def listeners(fact_name: str) -> list[str]:
    """Everybody who hears a fact."""
    return REACTIONS.get(fact_name, []) + EFFECTS.get(fact_name, [])
