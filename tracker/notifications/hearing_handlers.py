"""Who is told that the plan asks for their words, in a hearing or for a theme; and, when new, that there is one."""

from tracker.notifications.service import settle, tell
from tracker.plans import facts as plans
from tracker.plans.queries import hearing as hearings
from tracker.storage.unit_of_work import UnitOfWork

FOR_THE_HEARD = ("plan.hearing", "plan.hearing_near")


def on_hearing_opened(uow: UnitOfWork, fact: plans.HearingOpened) -> None:
    """All representatives of MED/AMO."""
    heard = hearings.heard(uow, fact.matter)
    if heard.is_open:
        tell(uow, heard.representatives, "plan.hearing", "hearing", fact.matter)


def on_hearing_nears_end(uow: UnitOfWork, fact: plans.HearingNearsEnd) -> None:
    """Those of them who have said nothing."""
    heard = hearings.heard(uow, fact.matter)
    if heard.is_open:
        tell(uow, heard.silent, "plan.hearing_near", "hearing", fact.matter)


def on_hearing_commented(uow: UnitOfWork, fact: plans.HearingCommented) -> None:
    """Nobody is told while it goes on; who has spoken is not reminded."""
    if author := hearings.author(uow.session, fact.comment_id):
        settle(uow, fact.matter, FOR_THE_HEARD, [author])


def on_hearing_ended(uow: UnitOfWork, fact: plans.HearingEnded) -> None:
    """Who drives the plan, where comments await an answer; nobody is asked to comment any more."""
    settle(uow, fact.matter, FOR_THE_HEARD)
    heard = hearings.heard(uow, fact.matter)
    if heard.unanswered:
        tell(uow, heard.managers, "plan.hearing_over", "hearing", fact.matter)


def on_answers_missing(uow: UnitOfWork, fact: plans.AnswersMissing) -> None:
    """The same people, once more."""
    heard = hearings.heard(uow, fact.matter)
    if heard.unanswered:
        tell(uow, heard.managers, "plan.answers_missing", "hearing", fact.matter)


def on_comment_answered(uow: UnitOfWork, fact: plans.CommentAnswered) -> None:
    """Whoever made the comment; management is not asked any more when it was the last."""
    if fact.all_answered:
        settle(uow, fact.matter, ("plan.hearing_over", "plan.answers_missing"))
    if author := hearings.author(uow.session, fact.comment_id):
        tell(uow, [author], "plan.comment_answered", "hearing", fact.matter)


def on_qualifier_asked(uow: UnitOfWork, fact: plans.QualifierAsked) -> None:
    """Who is asked."""
    tell(uow, [fact.person_id], "theme.qualify", "qualifying", fact.matter)


def on_plan_given_to_new(uow: UnitOfWork, fact: plans.PlanGivenToNew) -> None:
    """Whoever is new as a leader."""
    tell(uow, [fact.person_id], "plan.given", "plan", fact.matter)
