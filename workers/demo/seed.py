"""Solby Kommune as it stands when the demo opens: its people by import, its first plan year by the real use cases."""

import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

from sqlalchemy.orm import Session

from tracker.notifications import service as notifications
from tracker.people import queries as people
from tracker.people import service as people_service
from workers.demo import dialogues, escalations, plan, preparedness, rounds, supervision
from workers.demo.stage import Stage
from workers.runtime import Runtime

HERE = Path(__file__).resolve().parent
NAME = "Solby Kommune"
OPENS = datetime(2026, 2, 3, 8, 0, tzinfo=UTC)
"""a Tuesday at 09:00 in Denmark, so that mail may go"""
BEGINS = date(2025, 2, 24)
STAYS_NEW = timedelta(days=13)

Say = Callable[[str], None]


def seed(runtime: Runtime, stop: Event, say: Say) -> None:
    """Fill an empty, migrated database; Stopped when the visitor does not want to wait."""
    stage = Stage(runtime, stop)
    stage.begin(BEGINS)
    with stage.acting(None) as uow:
        people_service.found(uow, NAME)
        found = people_service.import_people(uow, (HERE / "people.csv").read_bytes())
        counts = len(people.everybody(uow.session)), len(people.groups(uow.session))
    if found.refused:
        raise ValueError(found.refused)
    say(f"Adding {NAME}: {counts[0]} people, {counts[1]} leadership groups …")
    story = read("story")
    for part in (rounds, escalations, plan):
        part.write(stage, story)
    dialogues.write(stage, read("dialogues"))
    preparedness.write(stage)
    supervision.write(stage)
    say("Playing its first plan year, from March 2025 to today (3 February 2026) …")
    stage.play(OPENS)
    with stage.acting(None) as uow:
        notifications.read_until(uow, OPENS - STAYS_NEW)


def read(name: str) -> dict[str, Any]:
    """One of the demo's own files."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def personas(session: Session) -> list[dict[str, Any]]:
    """The people a visitor can be, in order: who they are, and what waits for them."""
    listed = read("personas")["personas"]
    ids = {entry["person"]: people.by_key(session, entry["person"]) for entry in listed}
    known = people.people(session, [id_ for id_ in ids.values() if id_])
    return [
        {
            "id": someone.id,
            "name": someone.name,
            "title": someone.title,
            "who": {"da": entry["who_da"], "en": entry["who_en"]},
            "waits": {"da": entry["waits_da"], "en": entry["waits_en"]},
        }
        for entry in listed
        if (id_ := ids[entry["person"]]) and (someone := known.get(id_))
    ]
