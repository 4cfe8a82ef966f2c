"""The inbox by what it concerns, what comes by e-mail, and stopping it from the mail program."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.escalations.sending import TITLE, sent
from tests.followups.test_service import scheduled
from tests.notifications.post import at, mailed, mails
from tests.worlds import World
from tracker.notifications import preferences, service
from tracker.notifications.models import Mail, Notice
from tracker.notifications.rules import SORTS


def ways(world: World, key: str) -> dict[str, str]:
    with world.acting(key) as uow:
        return preferences.mine(uow)


def notices(world: World, key: str) -> list[Notice]:
    with world.reading() as uow:
        query = select(Notice).where(Notice.person_id == world.ids[key])
        return list(uow.session.scalars(query.order_by(Notice.at)))


def token(world: World, key: str, kind: str) -> str:
    with world.reading() as uow:
        query = select(Mail.stop).where(Mail.person_id == world.ids[key], Mail.kind == kind)
        return str(uow.session.execute(query.limit(1)).scalar_one())


def test_what_is_unread_comes_first_and_says_why_it_came_and_where_to_change_it(world):
    sent(world)
    world.drain()
    ann = world.client("ann")
    ann.get(f"/i/{notices(world, 'ann')[0].id}")
    world.move(hours=1)
    sent(world)
    world.drain()
    ann.get("/indbakke")
    items = ann.page.select(".inbox > li")
    assert ["Ny" in item.get_text() for item in items] == [True, False]
    assert "Du får besked, fordi du er med i den ledelsesgruppe" in items[0].get_text()
    assert items[0].select("a[href='/min-side/beskeder#escalation']")


def test_the_inbox_can_be_narrowed_to_what_it_concerns(world):
    sent(world)
    scheduled(world, "ann")
    world.move(days=9)
    ann = world.client("ann")
    ann.get("/indbakke")
    assert TITLE in ann.text
    ann.follow("Opfølgninger (1")
    assert TITLE not in ann.text
    assert "Korte møder" in ann.text
    ann.get("/indbakke?om=noget-andet")
    assert TITLE in ann.text


def test_all_that_stood_on_the_page_is_put_aside_at_once_and_nothing_else(world):
    sent(world)
    sent(world)
    world.drain()
    ann = world.client("ann")
    ann.get("/indbakke")
    fields, target = ann.fields("/indbakke/faerdig")
    sent(world)
    world.drain()
    foreign = ",".join(str(notice.id) for notice in notices(world, "bo"))
    ann.http.post(target, data=fields | {"ids": f"{fields['ids']},{foreign}"})
    assert sum(notice.done_at is None for notice in notices(world, "ann")) == 1
    assert all(notice.done_at is None for notice in notices(world, "bo"))


def test_what_is_chosen_is_kept_and_only_what_differs_from_the_usual(world):
    ann = world.client("ann")
    ann.get("/min-side/beskeder")
    assert "way_support" not in ann.fields("/min-side/beskeder")[0]
    ann.submit("/min-side/beskeder", way_called="product", way_plan="at_once")
    assert ann.status == 200
    usual = {sort: meaning.way for sort, meaning in SORTS.items()}
    assert ways(world, "ann") == usual | {"called": "product", "plan": "at_once"}
    assert ways(world, "bo") == usual
    assert world.client("ann").get("/min-side/beskeder").select("input[value=at_once][name=way_plan][checked]")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_way_that_is_none_is_refused(world):
    ann = world.client("ann")
    ann.get("/min-side/beskeder")
    ann.submit("/min-side/beskeder", way_called="never")
    assert ann.status == 422
    assert ways(world, "ann")["called"] == "at_once"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_hr_chooses_about_requests_for_support_too(world):
    hr = world.client("hr")
    hr.get("/min-side/beskeder")
    assert hr.fields("/min-side/beskeder")[0]["way_support"] == "at_once"


def test_opening_the_address_that_stops_the_digest_stops_nothing_and_pressing_does(world):
    sent(world)
    world.drain()
    stranger = world.client(None)
    path = f"/afmeld/{token(world, 'ann', 'digest')}"
    assert "Vil du stoppe dagens overblik?" in stranger.get(path).get_text()
    assert ways(world, "ann")["escalation"] == "digest"
    stranger.submit(path)
    assert (stranger.status, stranger.page.h1.get_text()) == (200, "De er stoppet")
    assert set(ways(world, "ann").values()) == {"at_once", "product"}
    world.move_to(at(2, 5, 12))
    assert mailed(world, "ann") == []
    assert [(mail.state, mail.reason) for mail in mails(world, "ann")] == [(service.DECLINED, "declined by preference")]
    assert len(notices(world, "ann")) == 1


def test_a_mail_program_stops_a_reminder_with_one_post_as_rfc_8058_has_it(world):
    scheduled(world, "ann")
    world.move(days=13)
    address = f"/afmeld/{token(world, 'ann', 'single')}"
    http = world.client(None).http
    for _ in range(2):
        answer = http.post(address, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert ways(world, "ann")["today"] == "product"
    assert ways(world, "ann")["followup"] == "digest"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_letter_about_an_escalation_to_one_stops_nothing(world):
    sent(world)
    world.drain()
    world.client(None).http.post(f"/afmeld/{token(world, 'hr', 'single')}")
    assert ways(world, "hr")["called"] == "at_once"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_that_was_never_sent_stops_nothing(world, method):
    answer = getattr(world.client(None).http, method)(f"/afmeld/{uuid4()}")
    assert answer.status_code == 404


def test_what_is_no_notice_is_the_page_for_what_does_not_exist(world):
    ann = world.client("ann")
    ann.get("/indbakke")
    ann.post("/indbakke/faerdig", ids="1,../etc/passwd")
    assert ann.status == 404
