"""Who sees what of an escalation: its words, its status, or the same page as for what does not exist."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.escalations.sending import ASK, TITLE, WORDING, acknowledge, no_longer, read, sent
from tests.worlds import Browser, World
from tracker.escalations import service
from tracker.escalations.rules import Draft, State
from tracker.kernel.errors import NotFound
from tracker.notifications.models import MailboxEntry, Notice
from tracker.storage.records import Reading

VERBS: dict[str, dict[str, str]] = {
    "kvitter": {},
    "svar": {"kind": "handled", "by": "2027-01-04", "text": "Ja."},
    "luk": {"helped": "yes"},
    "traek-tilbage": {},
}
PAGES = ["/", "/indbakke", "/eskaleringer", "/opfolgninger", "/fremdrift", "/runder", "/plan"]
WORDS = (TITLE, WORDING, ASK)


def bytes_of(browser: Browser) -> tuple[int, str]:
    """The answer, without the tokens that differ every time."""
    for token in browser.page.select("input[name=once], input[name=csrf_token]"):
        token["value"] = ""
    return browser.status, str(browser.page)


def everything(browser: Browser, id_: UUID) -> str:
    """All that a person can find by looking around."""
    pages = [str(browser.get(path)) for path in [*PAGES, f"/eskaleringer/{id_}"]]
    return " ".join(pages)


def try_all(browser: Browser, id_: UUID, version: int) -> list[tuple[int, str]]:
    """Every route and verb there is for an escalation."""
    answers = []
    browser.get("/indbakke")
    for verb, values in VERBS.items():
        browser.post(f"/eskaleringer/{id_}/{verb}", version=version, **values)
        answers.append(bytes_of(browser))
        browser.get("/indbakke")
    browser.get(f"/eskaleringer/{id_}")
    return [*answers, bytes_of(browser)]


@pytest.mark.parametrize("state", [State.RAISED, State.ACKNOWLEDGED])
def test_for_whom_it_is_not_it_does_not_exist(world, state):
    id_ = sent(world, "TM")
    if state == State.ACKNOWLEDGED:
        acknowledge(world, "tm", id_)
    before = read(world, id_)
    for who in ("med", "sa", "hr", "lis", "nina"):
        browser = world.client(who)
        answers = try_all(browser, id_, before.version)
        assert answers == try_all(browser, uuid4(), before.version)
        assert {status for status, _ in answers} == {404}
    assert (read(world, id_).version, read(world, id_).state) == (before.version, before.state)


@pytest.mark.parametrize("who", ["ann", "head"])
def test_the_group_reads_it_and_cannot_answer_itself(world, who):
    id_ = sent(world)
    browser = world.client(who)
    for verb in ("kvitter", "svar"):
        browser.get("/indbakke")
        browser.post(f"/eskaleringer/{id_}/{verb}", version=read(world, id_).version, **VERBS[verb])
        assert browser.status == 404
    browser.get(f"/eskaleringer/{id_}")
    assert all(word in browser.text for word in WORDS)
    assert read(world, id_).state == State.RAISED


def test_a_member_can_neither_withdraw_nor_close_what_the_leader_sent(world):
    id_ = sent(world)
    ann = world.client("ann")
    for verb in ("traek-tilbage", "luk"):
        ann.get("/indbakke")
        ann.post(f"/eskaleringer/{id_}/{verb}", version=read(world, id_).version, **VERBS[verb])
        assert ann.status == 404
    with pytest.raises(NotFound), world.acting("ann") as uow:
        service.raise_escalation(uow, world.group, Draft("A", "B", "C", "TM"))


def test_nobody_who_is_not_signed_in_sees_more_than_the_sign_in_page(world):
    id_ = sent(world)
    stranger = world.client(None)
    for path in ("/eskaleringer", "/eskaleringer/ny", f"/eskaleringer/{id_}", f"/eskaleringer/{uuid4()}"):
        stranger.get(path)
        assert (stranger.status, stranger.path) == (200, "/log-ind")
    token = stranger.fields("/log-ind")[0]["csrf_token"]
    for verb, values in VERBS.items():
        data = {"csrf_token": token, "once": str(uuid4()), "version": read(world, id_).version} | values
        answer = stranger.http.post(f"/eskaleringer/{id_}/{verb}", data=data)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/log-ind")
    assert read(world, id_).state == State.RAISED


def test_hr_sees_where_one_to_top_management_is_and_not_a_word_of_it(world):
    id_ = sent(world, "TM")
    world.drain()
    hr = world.client("hr", language="en")
    hr.get("/eskaleringer")
    assert "Ledelsen group · top management · Sent, not acknowledged" in hr.text
    assert not any(word in everything(hr, id_) for word in WORDS)
    assert hr.status == 404


def test_whom_it_concerns_is_left_out_of_it_everywhere_for_ever(world):
    id_ = sent(world, concerns="tm")
    tm = world.client("tm", language="en")
    for _ in range(3):
        world.move(days=7)
        found = everything(tm, id_)
        assert [word for word in (*WORDS, str(id_)) if word in found] == []
        assert tm.status == 404
        tm.get("/eskaleringer")
        assert "Nothing has been sent." in tm.text
        assert "Ledelsen group" not in tm.text
    assert read(world, id_).stranded
    with world.reading() as uow:
        assert world.ids["tm"] not in set(uow.session.scalars(select(Notice.person_id)))
        assert "tm@example.org" not in set(uow.session.scalars(select(MailboxEntry.recipient)))
    assert TITLE in everything(world.client("hr"), id_)


def test_the_form_leaves_the_nearest_leader_out_where_it_says_so(world):
    leader = world.client("head")
    leader.get("/eskaleringer/ny")
    words = {"title": TITLE, "wording": WORDING, "ask": ASK, "addressed": "HR"}
    leader.submit("/ny", **words, concerns=str(world.ids["tm"]))
    id_ = UUID(leader.path.rpartition("/")[2])
    assert read(world, id_).concerns_id == world.ids["tm"]


def test_whoever_would_receive_it_can_be_left_out_and_the_others_are_told_so(world):
    leader = world.client("head", language="en")
    leader.get("/eskaleringer/ny")
    offered = [option["value"] for option in leader.page.select("#concerns option")]
    assert sorted(offered) == sorted(["", *(str(world.ids[key]) for key in ("tm", "hr", "hr2"))])
    words = {"title": TITLE, "wording": WORDING, "ask": ASK, "addressed": "HR", "theme_code": "psychological-safety"}
    leader.post("/eskaleringer/ny/se", **words, group=str(world.group), concerns=str(world.ids["hr2"]))
    assert "Hr2 Prøvesen, in every list and every message" in leader.text
    leader.submit("/ny")
    id_ = UUID(leader.path.rpartition("/")[2])
    assert read(world, id_).concerns_id == world.ids["hr2"]
    receiver = world.client("hr", language="en")
    receiver.get(f"/eskaleringer/{id_}")
    assert "Hr2 Prøvesen, in every list and every message" in receiver.text
    assert not any(word in everything(world.client("hr2"), id_) for word in WORDS)


def test_before_it_is_sent_the_group_sees_that_nobody_would_receive_it(world):
    leader = world.client("head", language="en")
    words = {
        "title": TITLE,
        "wording": WORDING,
        "ask": ASK,
        "concerns": str(world.ids["tm"]),
        "group": str(world.group),
    }
    leader.get("/eskaleringer/ny")
    leader.post("/eskaleringer/ny/se", **words, addressed="TM")
    assert "Nobody is there to receive it" in leader.text
    leader.post("/eskaleringer/ny/se", **words, addressed="HR")
    assert "Nobody is there to receive it" not in leader.text


@pytest.mark.parametrize("who", ["sa", "med"])
def test_the_administrator_and_med_have_no_list_and_no_form(world, who):
    id_ = sent(world)
    world.drain()
    browser = world.client(who)
    for path in ("/eskaleringer", "/eskaleringer/ny"):
        browser.get(path)
        assert browser.status == 404
    assert not any(word in everything(browser, id_) for word in WORDS)


def test_access_ends_with_the_role_in_the_inbox_and_in_the_post_too(world):
    world.move(days=4.5)  # a Saturday: the mail waits for Monday
    id_ = sent(world)
    world.drain()
    hr = world.client("hr")
    assert TITLE in everything(hr, id_)
    no_longer(world, "hr", date(2026, 2, 6))
    assert not any(word in everything(hr, id_) for word in WORDS)
    world.move(days=3)
    with world.reading() as uow:
        mailed = set(uow.session.scalars(select(MailboxEntry.recipient)))
    assert "hr2@example.org" in mailed
    assert "hr@example.org" not in mailed


def readings(world: World) -> list[UUID]:
    with world.reading() as uow:
        return list(uow.session.scalars(select(Reading.reader_id).order_by(Reading.at)))


def test_who_read_it_is_written_down_also_on_a_page_with_errors_and_not_for_the_group(world):
    id_ = sent(world)
    world.client("ann").get(f"/eskaleringer/{id_}")
    assert readings(world) == []
    hr = world.client("hr")
    hr.get(f"/eskaleringer/{id_}")
    assert readings(world) == [world.ids["hr"]]
    hr.post(f"/eskaleringer/{id_}/svar", version="1", kind="", text="")
    assert (hr.status, WORDING in hr.text) == (422, True)
    assert readings(world) == [world.ids["hr"]] * 2
