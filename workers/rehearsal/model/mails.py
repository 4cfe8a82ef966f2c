"""What e-mail must keep to (P2, P4, P13, P14): nothing lost, twice, late, at night, or with a word of content."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from workers.rehearsal.model.calendar import day_of, local
from workers.rehearsal.model.expecting import Expected
from workers.rehearsal.model.who import Who
from workers.rehearsal.record import Accepted, Letter, Seen

AT_ONCE = {f"escalation.{kind}" for kind in ("received", "reminder", "moved_to_you", "stranded", "asked", "replied")}
AT_ONCE |= {"plan.hearing", "plan.hearing_near", "plan.hearing_over", "plan.answers_missing", "theme.qualify"}
AT_ONCE |= {"followup.due", "support.asked", "role.proposed"}
"""what may come by itself; all else gathers, and a day brings one mail of that"""
PLEASE_WAIT = ("gathering", "planned")


def check(found: Expected, who: Who, seen: Seen, *, faults: bool) -> None:
    """Everything about every e-mail. With `faults` the second of two of one id, late ones, and with them a digest more
    on the day they go, are allowed: that is no ordinary day."""
    letters = {letter.id: letter for letter in seen.letters}
    gathered = {notice.mail for notice in seen.notices if notice.kind not in AT_ONCE}
    accepted: dict[str, list[Accepted]] = defaultdict(list)
    digests: dict[tuple[str, date], set[str]] = defaultdict(set)
    for mail in seen.accepted:
        accepted[mail.id].append(mail)
        _asleep(found, who, mail)
        if mail.id in gathered:
            digests[mail.to, day_of(mail.at)].add(mail.id)
    for (to, day), ids in digests.items():
        on_time = {id_ for id_ in ids if not faults or id_ not in letters or day_of(letters[id_].due) == day}
        if len(on_time) > 1:
            found.breach("asleep", f"{to} had {len(ids)} digests on {day}")
    for id_, mails in accepted.items():
        if len(mails) > 1 and not faults:
            found.breach("once", f"{mails[0].to} had {id_} {len(mails)} times by mail")
    for letter in seen.letters:
        _ended(found, letter, accepted, seen.ends)
    _covered(found, who, seen, letters, accepted, faults=faults)


def _asleep(found: Expected, who: Who, mail: Accepted) -> None:
    said = f"{mail.to} had a mail at {local(mail.at):%a %Y-%m-%d %H:%M}"
    if not who.here(mail.to, day_of(mail.at)):
        found.breach("stranger", f"{said}, and does not work here")
    if not who.at_work(mail.to, mail.at):
        found.breach("asleep", f"{said}, in free time")
    if mail.words:
        found.breach("content", f"{said} with words in it: {mail.words}")


def _ended(found: Expected, letter: Letter, accepted: dict[str, list[Accepted]], ends: datetime) -> None:
    said = f"a {letter.kind} mail to {letter.who}"
    if letter.state in PLEASE_WAIT:
        if letter.state == "gathering" and letter.due <= ends:
            found.breach("waiting", f"{said} was due at {letter.due} and still gathers")
    elif letter.state == "sent":
        if letter.id not in accepted:
            found.breach("lost", f"{said} is said to be sent, and was never taken")
    elif not letter.reason or letter.state == "failed":
        found.breach("lost", f"{said} is {letter.state}: {letter.reason}")


def _covered(
    found: Expected,
    who: Who,
    seen: Seen,
    letters: dict[str, Letter],
    accepted: dict[str, list[Accepted]],
    *,
    faults: bool,
) -> None:
    """Each item is covered by a mail, by the end of the next day its person works, or there is no need any more."""
    for notice in seen.notices:
        letter = letters.get(notice.mail or "")
        if letter is None:
            if not notice.done:
                found.breach("lost", f"{notice.kind} of {notice.matter} to {notice.who} has no mail")
            continue
        sent = accepted.get(letter.id)
        if sent and not faults:
            at = min(mail.at for mail in sent)
            if day_of(at) > who.next_day(notice.who, day_of(notice.at), at):
                found.breach("late", f"{notice.kind} of {notice.matter} to {notice.who}, {notice.at}: sent {at}")


def still_waiting(found: Expected, who: Who, seen: Seen, *, faults: bool) -> None:
    """Nothing is left without a reason: a mail may wait for its person's next working hours, and no longer."""
    letters = {letter.id: letter for letter in seen.letters}
    tomorrow = timedelta(minutes=1)
    for left in seen.left:
        letter = letters.get(left.matter)
        if left.until is None or letter is None or left.problem:
            if not (faults and letter and left.problem):
                found.breach("waiting", f"{left.what} of {left.matter} waits: {left.problem or 'nobody knows why'}")
        elif day_of(left.until - tomorrow) > who.next_day(letter.who, day_of(seen.ends), seen.ends):
            found.breach("waiting", f"a mail to {letter.who} waits until {left.until}")
