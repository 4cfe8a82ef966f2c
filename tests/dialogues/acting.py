"""Two who talk, made without the pages or through them."""

from datetime import date, time
from typing import Any
from uuid import UUID

from tests.worlds import Browser, World
from tracker.dialogues import service
from tracker.dialogues.service.private import Wording
from tracker.dialogues.service.talking import When

TUESDAY = date(2026, 2, 17)
NOTE, PROMISE, WORD = "Natmørke7701", "Fyraften7702", "Uro7703"
KEPT, BROUGHT, ASKED, AGREED = "Tvivl7704", "Ledelsesrum7705", "Retning7706", "Fjortendedag7707"
LEARNED, OWN_LEARNED = "Erfaring7708", "Hvile7709"
PRIVATE = (NOTE, PROMISE, WORD, KEPT, OWN_LEARNED)
BETWEEN = (BROUGHT, ASKED, AGREED, LEARNED)


def private(world: World, who: str = "ann") -> UUID:
    """A note, an agreement with oneself and a check-in. Returns the agreement's id."""
    with world.acting(who) as uow:
        service.save_note(uow, "environment-5", text=NOTE, lang="da", version=0)
        feels = {"psychological": 2, "emotional": 3, "social": 4}
        service.check_in(uow, feels, note=WORD, lang="da")
        return service.add_promise(uow, Wording(PROMISE, "da", date(2026, 2, 10), "weekly", "Egen opfølgning"))


def set_talk(world: World, who: str = "ann", other: str = "head", cadence: str | None = "fortnightly") -> UUID:
    """A dialogue two weeks ahead."""
    with world.acting(who) as uow:
        return service.set_dialogue(uow, world.ids[other], When(TUESDAY, time(10), 45, cadence))


def talked(world: World, *, owners: str = "both") -> dict[str, UUID]:
    """Both have prepared and agreed something: the ids of all of it."""
    made = {"dialogue": set_talk(world)}
    said: dict[str, Any] = {"lang": "da"}
    with world.acting("ann") as uow:
        made["kept"] = service.add_topic(uow, made["dialogue"], text=KEPT, brought=False, **said)
        made["brought"] = service.add_topic(uow, made["dialogue"], text=BROUGHT, brought=True, **said)
    with world.acting("head") as uow:
        made["asked"] = service.add_topic(uow, made["dialogue"], text=ASKED, brought=True, **said)
        wording = Wording(AGREED, "da", date(2026, 2, 24), None, "Aftale fra en dialog")
        made["agreement"] = service.agree(uow, made["dialogue"], wording, owners=owners)
    return made


def home(world: World, who: str) -> Browser:
    """Somebody at their own page of tool 1."""
    browser = world.client(who)
    browser.get("/dialog")
    return browser
