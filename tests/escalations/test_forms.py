"""Bad input, pressing twice, coming second: told, and nothing lost."""

from uuid import UUID

from sqlalchemy import func, select

from tests.escalations.sending import acknowledge, read, sent
from tests.worlds import Browser, World
from tracker.escalations.models import Escalation
from tracker.escalations.rules import State

GOOD = {"title": "Uklare bestillinger", "wording": "Opgaver uden mål.", "ask": "En skabelon.", "addressed": "HR"}
NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


def count(world: World) -> int | None:
    with world.reading() as uow:
        return uow.session.scalar(select(func.count()).select_from(Escalation))


def form(world: World) -> Browser:
    leader = world.client("head", language="en")
    leader.get("/eskaleringer/ny")
    return leader


BAD = [
    {"title": ""},
    {"title": " \t "},
    {"title": "x" * 201},
    {"wording": "\r\n  "},
    {"wording": "x" * 4001},
    {"ask": "\x00\u202e"},
    {"addressed": "MED"},
    {"addressed": ""},
    {"group": "0b1e7c1e-9df1-4d2a-8c1b-111111111111"},
]


def test_bad_input_is_shown_again_with_a_summary_and_nothing_is_sent(world):
    leader = form(world)
    for bad in BAD:
        [field] = bad
        leader.submit("/ny", **(GOOD | bad))
        assert leader.status == 422, bad
        assert leader.page.select(f'[aria-labelledby=error-summary] a[href^="#{field}"]'), bad
        kept, _ = leader.fields("/ny")
        assert [name for name, text in GOOD.items() if name != field and kept[name] != text] == []
    assert count(world) == 0


def test_another_group_cannot_be_written_in_the_name_of(world):
    leader = form(world)
    leader.submit("/ny", **GOOD, group=str(world.small))
    assert (leader.status, count(world)) == (422, 0)


def test_exactly_two_hundred_letters_are_a_title(world):
    leader = form(world)
    leader.submit("/ny", **(GOOD | {"title": "æ" * 200}))
    assert (leader.status, count(world)) == (200, 1)


def test_what_is_written_is_shown_as_written_and_does_nothing(world):
    leader = form(world)
    leader.submit("/ny", title=NASTY, wording=NASTY, ask=NASTY, addressed="HR")
    world.drain()
    for path in (leader.path, "/eskaleringer", "/indbakke", "/"):
        for browser in (leader, world.client("hr")):
            page = browser.get(path)
            assert page.select("img[src=x], script:not([src])") == []
        assert NASTY in browser.text or path == "/"


def test_owner_state_and_version_cannot_be_sent_along(world):
    leader = form(world)
    more = {"state": "answered", "owner_id": str(world.ids["ann"]), "raised_by": str(world.ids["ann"]), "step": "1"}
    leader.submit("/ny", **GOOD, **more)
    row = read(world, UUID(leader.path.rpartition("/")[2]))
    assert (row.state, row.owner_id, row.raised_by, row.step) == (State.RAISED, None, world.ids["head"], 0)


def test_pressing_twice_sends_one_and_leads_to_it_both_times(world):
    leader = form(world)
    fields, target = leader.fields("/ny")
    for _ in range(2):
        answer = leader.http.post(target, data=fields | GOOD)
        assert answer.status_code == 303
    first = leader.http.post(target, data=fields | GOOD).headers["Location"]
    assert count(world) == 1
    assert read(world, UUID(first.rpartition("/")[2])).title == GOOD["title"]


def test_the_second_to_acknowledge_is_told_that_somebody_was_first(world):
    id_ = sent(world)
    slow = world.client("hr2", language="en")
    slow.get(f"/eskaleringer/{id_}")
    acknowledge(world, "hr", id_)
    slow.submit("/kvitter")
    assert (slow.status, "Somebody else was here first" in slow.text) == (409, True)
    slow.get(f"/eskaleringer/{id_}")
    slow.post(f"/eskaleringer/{id_}/kvitter", version=read(world, id_).version)
    assert (slow.status, "has been acknowledged already" in slow.text) == (422, True)
    assert read(world, id_).owner_id == world.ids["hr"]


def test_it_can_be_withdrawn_until_it_is_acknowledged(world):
    id_, other = sent(world), sent(world)
    leader = world.client("head", language="en")
    leader.get(f"/eskaleringer/{id_}")
    leader.submit("/traek-tilbage")
    assert "Withdrawn" in leader.text
    acknowledge(world, "hr", other)
    leader.get(f"/eskaleringer/{other}")
    leader.post(f"/eskaleringer/{other}/traek-tilbage", version=read(world, other).version)
    assert (leader.status, "can no longer be withdrawn" in leader.text) == (422, True)
    assert [read(world, one).state for one in (id_, other)] == [State.WITHDRAWN, State.ACKNOWLEDGED]


def test_a_bad_answer_is_shown_again_and_a_good_one_is_closed_by_the_group(world):
    id_ = sent(world)
    acknowledge(world, "hr", id_)
    hr = world.client("hr", language="en")
    hr.get(f"/eskaleringer/{id_}")
    hr.submit("/svar", kind="handled", text="  ")
    assert (hr.status, hr.fields("/svar")[0]["kind"]) == (422, "handled")
    hr.submit("/svar", kind="plan", text="Ja.")
    assert hr.status == 422
    hr.submit("/svar", kind="returned", text="Det kan I selv.", yourselves="Tal om det.")
    assert hr.status == 200
    leader = world.client("head")
    leader.get(f"/eskaleringer/{id_}")
    leader.submit("/luk", helped="no")
    assert (read(world, id_).state, read(world, id_).helped) == (State.CLOSED, False)


def test_a_version_that_is_none_changes_nothing(world):
    id_ = sent(world)
    hr = world.client("hr")
    for version in ("", "abc", "-1", "9" * 40):
        hr.get(f"/eskaleringer/{id_}")
        hr.submit("/kvitter", version=version)
        assert hr.status in (404, 409)
    assert read(world, id_).state == State.RAISED
