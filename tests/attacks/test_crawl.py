"""A word of its own stands in every confidential field: everybody looks everywhere, and finds what is theirs alone."""

import logging
from pathlib import Path
from re import findall

import pytest
from sqlalchemy import select

from tests.attacks.confidential import MAY_FIND, SEALED, WHO, fill, word
from tests.attacks.crawling import Crawl
from tests.worlds import World
from tracker.notifications.models import Mail, MailboxEntry, Notice
from tracker.people.models import Organisation
from tracker.storage.base import Base
from tracker.storage.outbox import Delivery, FactRow, Heartbeat, Timer
from tracker.storage.records import Reading, SavedForm

MACHINERY = (Mail, MailboxEntry, Notice, FactRow, Delivery, Timer, Heartbeat, SavedForm, Reading)
WORDS = {name: word(name) for name in MAY_FIND}


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """All that is logged."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    return caplog


def stray(text: str) -> list[str]:
    """The confidential fields whose word stands in a text."""
    return [name for name, token in WORDS.items() if token in text]


def rows(world: World, models: tuple[type[Base], ...]) -> str:
    with world.reading() as uow:
        found = [
            str(row._asdict()) for model in models for row in uow.session.execute(select(*model.__table__.columns))
        ]
    return "\n".join(found)


def test_everybody_finds_what_is_theirs_and_nothing_stands_where_it_should_not(world: World, said) -> None:
    fill(world)
    finds: dict[str, set[str]] = {name: set() for name in MAY_FIND}
    for who in WHO:
        crawl = Crawl(world, who)
        assert crawl.statuses <= {200, 302, 303, 404, 503}, (who, crawl.statuses)
        for name, token in WORDS.items():
            if crawl.found(token):
                finds[name].add(str(who))
        assert stray("\n".join([*crawl.pages, *crawl.cookies])) == [], who
    assert finds == MAY_FIND
    assert stray(rows(world, MACHINERY)) == []
    assert stray(said.text) == []
    with world.reading() as uow:
        assert uow.session.scalars(select(MailboxEntry)).first() is not None
    check_sealed(world)
    ours = Crawl(world, "bo")
    check_readers(world, ours.pages[ours.found(word("to-hr-wording"))[0]])


def check_sealed(world: World) -> None:
    """Who has the database and its files, and not the keys, reads nothing that is sealed."""
    everything = rows(world, tuple(mapper.class_ for mapper in Base.registry.mappers))
    assert word("agreement") in everything
    assert [name for name in SEALED if word(name) in everything] == []
    url = world.store.engine.url
    if url.drivername.startswith("sqlite"):
        raw = b"".join(Path(f"{url.database}{end}").read_bytes() for end in ("", "-wal"))
        assert word("agreement").encode() in raw
        assert [name for name in SEALED if word(name).encode() in raw] == []


def check_readers(world: World, page: str) -> None:
    """The group is told who read its words, and nobody reads without it being written down."""
    assert [name for name in ("Hr", "Tm", "Lis", "Med") if f"{name} Prøvesen, " in page] == ["Hr"]
    with world.reading() as uow:
        readers = set(uow.session.execute(select(Reading.reader_id, Reading.kind)))
    wanted = {("hr", "escalation"), ("hr", "support"), ("tm", "escalation"), ("head", "dialogue")}
    assert readers == {(world.ids[who], kind) for who, kind in wanted}


def test_a_plan_that_is_open_to_all_shows_the_published_version_and_nobody_but_who_signed_it(world: World) -> None:
    fill(world)
    with world.store.work() as uow:
        uow.session.scalars(select(Organisation)).one().plan_is_open = True
    crawl = Crawl(world, None)
    assert stray("\n".join(crawl.pages.values())) == ["described-published"]
    assert {name for page in crawl.pages.values() for name in findall(r"\w+(?= Prøvesen)", page)} == {"Tm"}
