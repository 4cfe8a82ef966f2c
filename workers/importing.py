"""`ledertrivsel import`: shows what a file of people changes, and takes it whole or not at all."""

from collections.abc import Callable
from pathlib import Path

from tracker.kernel.errors import N_
from tracker.people import service as people
from tracker.people.reading import LARGEST_FILE
from tracker.people.rules import ADDED, CHANGED, ENDED, UNCHANGED, Change
from tracker.storage.unit_of_work import Store
from workers.speech import speak

Words = Callable[[str], str]
MOST_SHOWN = 40
WHAT = {ADDED: N_("added"), CHANGED: N_("changed"), ENDED: N_("ended"), UNCHANGED: N_("unchanged")}
KINDS = {"unit": N_("unit"), "person": N_("person"), "group": N_("group"), "member": N_("member"), "role": N_("role")}


def run(store: Store, file: str, *, dry_run: bool) -> int:
    """Import, or only show; 1 when anything was refused."""
    _ = speak()
    try:
        with Path(file).open("rb") as source:
            data = source.read(LARGEST_FILE + 1)
    except OSError as error:
        print(f"{file}: {error.strerror}")
        return 1
    if dry_run:
        with store.read() as uow:
            found = people.preview(uow, data)
    else:
        with store.work() as uow:
            found = people.import_people(uow, data)
    _say_refused(found, _)
    _say_changes(found, _)
    print(_outcome(found, _, dry_run=dry_run))
    return 1 if found.refused else 0


def _say_refused(found: people.Preview, _: Words) -> None:
    for refusal in found.refused:
        reason = _(refusal.message) % refusal.values if refusal.values else _(refusal.message)
        print(_("Line %(line)s: %(reason)s") % {"line": refusal.line, "reason": reason})


def _say_changes(found: people.Preview, _: Words) -> None:
    news = [change for change in found.changes if change.what != UNCHANGED]
    for change in news[:MOST_SHOWN]:
        print(_line(change, _))
    if len(news) > MOST_SHOWN:
        print(_("… and %(count)s more") % {"count": len(news) - MOST_SHOWN})


def _line(change: Change, _: Words) -> str:
    record = change.record
    name = record.values.get("name") or " ".join(record.key)
    fields = f" ({', '.join(change.fields)})" if change.fields else ""
    return f"{record.line:>6}  {_(WHAT[change.what])}: {_(KINDS[record.kind])} {name}{fields}"


def _outcome(found: people.Preview, _: Words, *, dry_run: bool) -> str:
    if found.refused:
        return _("Nothing was imported.")
    counts = ", ".join(f"{found.counts.get(what, 0)} {_(word)}" for what, word in WHAT.items())
    start = _("Nothing was changed; this is what would be:") if dry_run else _("Imported:")
    return f"{start} {counts}"
