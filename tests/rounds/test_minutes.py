"""What is kept of a round: minutes on screen and on paper."""

from datetime import date
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from tests.rounds import acting
from tests.worlds import GROUP, World
from tracker.people.models import Membership
from tracker.rounds import queries, service
from tracker.rounds.service import Wording
from tracker.web import pdf

NOTE = "Hemmelig note 8842"
SHARED = "Delt note 7731"


def held(world: World) -> UUID:
    """A round from the first answer to the next date."""
    round_id = acting.plan(world)
    for who in GROUP:
        acting.answer(world, round_id, who, {"1A": "LH"}, note=SHARED if who == "ann" else NOTE, share=who == "ann")
    acting.close(world, round_id)
    with world.acting("head") as uow:
        version = queries.seat(uow, round_id).round.version
        service.choose(uow, round_id, ["1A"], lang="da", version=version)
    with world.acting("head") as uow:
        words = {"meaning": "Vi ved, hvor vi skal hen æøå", "place": "Felt 1", "rightwards": "Ét mål ad gangen"}
        service.write(uow, round_id, "1A", **words, lang="da", version=1)
        wording = Wording("Vi begynder <b>hvert</b> møde med målet", "Alle kan sige det", "1A", "da")
        owners = [world.ids["ann"], world.ids["bo"]]
        service.agree(uow, round_id, wording, owner_ids=owners, first=date(2026, 3, 2), cadence="monthly")
    with world.acting("head") as uow:
        version = queries.seat(uow, round_id).round.version
        service.hold(uow, round_id, next_talk=date(2026, 5, 5), version=version)
    return round_id


def test_the_minutes_say_what_came_of_it_and_nobodys_answer(world: World) -> None:
    round_id = held(world)
    ann = world.client("ann")
    ann.get(f"/runder/{round_id}/referat")
    assert ann.status == 200
    for words in ("Vi ved, hvor vi skal hen", "hvert", "Ann Prøvesen, Bo Prøvesen", "5. maj 2026", "1A Klare mål"):
        assert words in ann.text
    for secret in (NOTE, SHARED, "H 6", "L 6"):
        assert secret not in ann.text


@pytest.mark.usefixtures("paper")
def test_the_minutes_on_paper_say_the_same(world: World) -> None:
    round_id = held(world)
    answer = world.client("ann").http.get(f"/runder/{round_id}/referat.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    pages = PdfReader(BytesIO(answer.get_data())).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in ("Vi ved, hvor vi skal hen æøå", "<b>hvert</b>", "Alle kan sige det", "5. maj 2026", "1A Klare mål"):
        assert words in text
    for secret in (NOTE, SHARED):
        assert secret not in text
    assert len(pages) <= 2


def test_without_something_to_draw_with_there_is_no_paper(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    round_id = held(world)
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    ann = world.client("ann")
    ann.get(f"/runder/{round_id}/referat")
    assert ".pdf" not in str(ann.page)
    assert ann.http.get(f"/runder/{round_id}/referat.pdf").status_code == 404


def test_there_are_no_minutes_before_the_card(world: World) -> None:
    round_id = acting.plan(world)
    head = world.client("head")
    assert head.http.get(f"/runder/{round_id}/referat").status_code == 404


def test_minutes_are_for_those_who_were_there(world: World) -> None:
    """The right is asked at the moment of use."""
    round_id = held(world)
    world.move(days=2)
    with world.store.work() as uow:
        world.employ(uow, "rie", "head")
        values = {"group_id": world.group, "person_id": world.ids["rie"], "role": "member"}
        uow.session.add(Membership(id=uuid4(), starts=world.now.date(), **values))
    for who in ("rie", "lis", "tm", "hr", "med", "sa"):
        browser = world.client(who)
        for path in ("referat", "referat.pdf"):
            assert browser.http.get(f"/runder/{round_id}/{path}").status_code == 404, (who, path)
