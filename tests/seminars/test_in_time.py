"""A seminar without a meeting: it opens, reminds and closes by itself."""

from datetime import date

from tests.seminars import acting
from tests.worlds import GROUP, World
from tracker.notifications.audit import compare
from tracker.notifications.models import Notice
from tracker.people.past import Past
from tracker.seminars.models import Seminar
from tracker.seminars.owed import owed


def told(world: World, kind: str) -> set[str]:
    """Who has been told, by short name."""
    names = {value: key for key, value in world.ids.items()}
    with world.reading() as uow:
        return {names[row.person_id] for row in uow.session.query(Notice).where(Notice.kind == kind)}


def test_a_period_opens_reminds_those_who_have_not_come_and_closes(world: World):
    made = acting.planned(world, mode="period", closes=date(2026, 2, 17), audience=["LE"])
    world.move(days=1)
    with world.reading() as uow:
        assert uow.session.get_one(Seminar, made).state == "open"
        assert compare(uow.session, owed(uow, Past(uow.session, uow.today))) == set()
    theme = acting.propose(world, made, "Tid", "ann")
    acting.rate(world, made, theme, "HL", ["bo"])
    world.move(days=12)
    everybody = {*GROUP[1:], "mads", "nina"}
    assert told(world, "seminar.invited") == everybody
    assert told(world, "seminar.nears") == everybody - {"ann", "bo"}
    world.move(days=3)
    with world.reading() as uow:
        assert uow.session.get_one(Seminar, made).state == "closed"
        assert compare(uow.session, owed(uow, Past(uow.session, uow.today))) == set()
    assert len(told(world, "seminar.nears")) == len(everybody) - 2
