"""The verdict: everything expected, everything seen, and each thing that differs."""

from collections import Counter
from dataclasses import dataclass

from workers.rehearsal.model import dialogues, escalations, followups, heard, mails, newcomers, others, quiet, rounds
from workers.rehearsal.model.calendar import day_of
from workers.rehearsal.model.expecting import Breach, Expected
from workers.rehearsal.model.meaning import spread
from workers.rehearsal.model.who import Who
from workers.rehearsal.record import SAVED, Act, Event, Register, Seen

PROMISES = {
    "saved": "what was saved happened, once",
    "once": "each notice once in the product, each mail once",
    "lost": "nobody was forgotten",
    "stranger": "nobody was told what is not theirs",
    "day": "each was told on its day",
    "escalation": "each escalation answered, or one level up, on its day",
    "followup": "each follow-up asked on its day",
    "asleep": "no mail in anybody's free time, one digest a day",
    "late": "no mail later than its person's next working day",
    "content": "no mail says anything",
    "waiting": "nothing waits without a reason",
}
SAYS = {
    "round.plan": "rounds.planned",
    "round.move": "rounds.rescheduled",
    "round.close": "rounds.closed",
    "round.hold": "rounds.held",
    "round.cancel": "rounds.cancelled",
    "escalation.raise": "escalations.raised",
    "escalation.acknowledge": "escalations.acknowledged",
    "escalation.ask": "escalations.asked_back",
    "escalation.reply": "escalations.replied",
    "escalation.answer": "escalations.answered",
    "escalation.close": "escalations.closed",
    "escalation.withdraw": "escalations.withdrawn",
    "followup.answer": "followups.answered",
    "followup.move": "followups.moved",
    "followup.hand_over": "followups.handed_over",
    "followup.close": "followups.closed",
    "support.ask": "warnings.support_requested",
    "support.withdraw": "warnings.support_withdrawn",
    "action.say": "plans.action_said",
    "action.done": "plans.action_done",
    "action.effect": "plans.effect_said",
    "hearing.open": "plans.hearing_opened",
    "hearing.comment": "plans.hearing_commented",
    "hearing.answer": "plans.comment_answered",
    "remark.make": "progress.remarked",
    "remark.answer": "progress.remark_answered",
    "annual.begin": "progress.annual_changed",
    "annual.write": "progress.annual_changed",
    "annual.hold": "progress.annual_held",
    "theme.ask": "plans.qualifier_asked",
    "dialogue.set": "dialogues.set",
    "dialogue.move": "dialogues.moved",
    "dialogue.off": "dialogues.called_off",
    "dialogue.hold": "dialogues.held",
    "dialogue.agree": "dialogues.agreement_made",
    "dialogue.asked": "dialogues.leader_asked",
    "role.propose": "people.role_proposed",
    "role.approve": "people.role_decided",
    "theme.propose": "plans.theme_proposed",
    "plan.start": "plans.started",
    "plan.publish": "plans.published",
}
"""what the timeline says of what somebody saved"""


@dataclass
class Verdict:
    """How often each promise was looked at, and what broke it."""

    checked: dict[str, int]
    breaches: list[Breach]
    not_judged: int
    """notices of kinds the model knows nothing of"""

    @property
    def counts(self) -> Counter[str]:
        """How often each promise was broken."""
        return Counter(breach.what for breach in self.breaches)


def judge(register: Register, acts: list[Act], seen: Seen, *, faults: bool = False) -> Verdict:
    """Work out what should have been, and compare."""
    who, found = Who(register), Expected()
    done = spread(sorted((act for act in acts if act.outcome == SAVED), key=lambda act: act.at))
    done = sorted([*done, *dialogues.by_itself(who, done)], key=lambda act: act.at)
    escalations.expect(found, who, done, seen.ends)
    signs = followups.expect(found, who, done, seen.ends)
    rounds.expect(found, who, done, seen.ends)
    dialogues.expect(found, who, done, seen.ends)
    dialogues.only_theirs(found, who, done, seen.events)
    others.expect_plan(found, who, done)
    heard.expect(found, who, done, seen.ends)
    newcomers.expect(found, who, done, seen.ends)
    others.actions_go_on(found, done)
    others.expect_support(found, who, done)
    others.expect_roles(found, who, done)
    others.expect_warnings(found, who, done, seen.events, signs)
    others.warnings_were_told(found, seen.events, seen.notices)
    quiet.expect(found, who, done, seen.events, seen.ends)
    not_judged = found.compare(seen.notices, seen.ends, who.forgotten(day_of(seen.ends)))
    found.compare_events(seen.events, escalations.EVENTS | followups.EVENTS, seen.ends)
    _saved(found, done, seen.events)
    mails.check(found, who, seen, faults=faults)
    mails.still_waiting(found, who, seen, faults=faults)
    return Verdict(_checked(found, done, seen), sorted(found.breaches, key=lambda one: one.text), not_judged)


def _saved(found: Expected, done: list[Act], seen: list[Event]) -> None:
    """What somebody saved stands in the timeline once; what was refused, or pressed again, does not."""
    wanted = Counter((SAYS[act.what], act.matter) for act in done if act.what in SAYS)
    was = Counter((event.name, event.matter) for event in seen if event.name in SAYS.values())
    for name, matter in sorted(wanted.keys() | was.keys()):
        if matter.startswith("?") or (matter.startswith("s:w:") and not wanted[name, matter]):
            continue  # what follows from another act: a theme from an escalation, support from a warning
        if name == "followups.handed_over" and followups.is_of_a_role(matter):
            continue  # it goes on by itself to whoever holds the role
        if wanted[name, matter] != was[name, matter]:
            said = f"{was[name, matter]} times, saved {wanted[name, matter]} times"
            found.breach("saved", f"{name} of {matter}: {said}")


def _checked(found: Expected, done: list[Act], seen: Seen) -> dict[str, int]:
    expected = sum(one.need for list_ in found.told.values() for one in list_)
    happened = Counter(name.partition(".")[0] for (name, _), days in found.events.items() for day in days)
    on_time = Counter(dict.fromkeys(PROMISES, len(seen.notices)))
    return dict(on_time) | {
        "saved": len(done),
        "lost": expected,
        "escalation": sum(act.what == "escalation.raise" for act in done) + happened["escalations"],
        "followup": happened["followups"],
        "asleep": len(seen.accepted),
        "late": len(seen.accepted),
        "content": len(seen.accepted),
        "waiting": len(seen.left) + sum(letter.state == "gathering" for letter in seen.letters),
    }
