"""Cell by cell over HTTP: whoever the table lets in gets in, and everybody else meets what does not exist."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.attacks.cells import HERE, PROMISED, ROLES, ROUTES, STANDINGS, WHO, Cells
from tests.attacks.confidential import word
from tests.attacks.keeping_nothing import keeping_nothing
from tests.attacks.test_ids_of_others import GOOD
from tests.attacks.test_ids_of_others import answer as as_bytes
from tests.worlds import Browser, World
from tracker.access import accounts
from tracker.access.models import SignIn
from tracker.dialogues.models import Agreement as Agreed
from tracker.dialogues.models import CheckIn, CheckInShare, Dialogue, Promise, Request, Topic
from tracker.escalations.models import Cluster, Escalation
from tracker.followups.models import FollowUp
from tracker.kernel.permissions import TABLE, Role, Standing, may
from tracker.knowledge.models import Entry
from tracker.notifications.models import CalendarEntry, Notice
from tracker.people.models import Absence, Grant, Proposal
from tracker.plans.models import (
    Action,
    Hearing,
    HearingComment,
    Input,
    InputFile,
    Offer,
    Placement,
    Plan,
    Qualifier,
    Theme,
)
from tracker.preparedness.models import Load
from tracker.progress.models import AnnualDiscussion, Remark, WheelEntry
from tracker.rounds.models import Agreement, Round
from tracker.seminars.models import Seminar
from tracker.supervision.models import Method, Sitting
from tracker.warnings.models import EarlyWarning, Noticed, PersonalWarning, SupportOffer, SupportRequest
from tracker.web.transaction import COOKIE


def _table(text: str) -> dict[tuple[str, str], frozenset[str]]:
    head, *lines = [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]
    return {
        (kind, role): frozenset(cell.replace("-", "").split())
        for kind, *cells in lines
        for role, cell in zip(head[1:], cells, strict=True)
    }


def test_the_table_is_the_one_written_down_by_hand() -> None:
    assert {(kind, role.value): cell for (kind, role), cell in TABLE.items()} == _table(PROMISED)


def things(world: World) -> dict[str, UUID | str]:
    """The ids of what the routes are about."""
    with world.reading() as uow:
        one = uow.session.execute
        held, opened = one(select(Round.id).order_by(Round.meeting_at)).scalars()
        escalation: dict[str, UUID | str] = {
            name.replace("-", "_"): one(
                select(Escalation.id).where(Escalation.title == word(f"{name}-title"))
            ).scalar_one()
            for name in ("to-hr", "to-tm", "about-tm", "withdrawn")
        }
        drafted = one(select(Theme.id).where(Theme.title == "Ro om aftenen")).scalar_one()
        out = one(select(Theme.id).where(Theme.title == "Klare mål")).scalar_one()
        own = select(Notice.id).where(Notice.person_id == world.ids["ann"])
        return escalation | {
            "held": held,
            "open": opened,
            "theme_draft": drafted,
            "theme_out": out,
            "followup": one(
                select(FollowUp.id).where(FollowUp.about == "agreement").order_by(FollowUp.due.desc()).limit(1)
            ).scalar_one(),
            "placement": one(select(Placement.id)).scalar_one(),
            "input": one(select(Input.id)).scalar_one(),
            "action": one(select(Action.id).where(Action.theme_id == drafted)).scalar_one(),
            "published_action": one(select(Action.id).where(Action.theme_id == out)).scalar_one(),
            "remark": one(select(Remark.id)).scalar_one(),
            "annual": one(select(AnnualDiscussion.id)).scalar_one(),
            "wheel_entry": one(select(WheelEntry.id)).scalar_one(),
            "offer": one(select(Offer.id)).scalar_one(),
            "request": one(select(SupportRequest.id)).scalar_one(),
            "notice": one(own.limit(1)).scalar_one(),
            "answered": one(
                select(FollowUp.id).where(FollowUp.state == "answered", FollowUp.about == "agreement").limit(1)
            ).scalar_one(),
            "promise": one(select(Promise.id)).scalar_one(),
            "checkin": one(select(CheckIn.id)).scalar_one(),
            "dialogue": one(select(Dialogue.id)).scalar_one(),
            "topic": one(select(Topic.id).where(Topic.brought_at.is_(None))).scalar_one(),
            "brought": one(select(Topic.id).where(Topic.brought_at.is_not(None))).scalar_one(),
            "talked": one(select(Agreed.id)).scalar_one(),
            "own_followup": one(
                select(FollowUp.id).where(FollowUp.about == "own", FollowUp.state != "answered")
            ).scalar_one(),
            "talk_followup": one(select(FollowUp.id).where(FollowUp.about == "dialogue")).scalar_one(),
            "asked": one(select(Request.id)).scalar_one(),
            "sparring": one(select(Sitting.id)).scalar_one(),
            "method": one(select(Method.id)).scalar_one(),
            "agreement": one(select(Agreement.id)).scalar_one(),
            "load": one(
                select(Load.id).where(Load.group_id.is_not(None)).order_by(Load.ends.desc()).limit(1)
            ).scalar_one(),
            "unit_load": one(select(Load.id).where(Load.unit_id.is_not(None))).scalar_one(),
            "cluster": one(select(Cluster.id)).scalar_one(),
            "warning": one(select(EarlyWarning.id).where(EarlyWarning.rule == "followup.twice").limit(1)).scalar_one(),
            "entry": one(
                select(CalendarEntry.id).where(CalendarEntry.person_id == world.ids["ann"]).limit(1)
            ).scalar_one(),
            "personal": one(select(PersonalWarning.id)).scalar_one(),
            "noticed": one(select(Noticed.id)).scalar_one(),
            "offered": one(select(SupportOffer.id)).scalar_one(),
            "share": one(select(CheckInShare.id)).scalar_one(),
            "leave": one(select(Absence.id)).scalar_one(),
            "session": one(select(SignIn.id).where(SignIn.person_id == world.ids["ann"]).limit(1)).scalar_one(),
            "grant": one(select(Grant.id).where(Grant.person_id == world.ids["med"])).scalar_one(),
            "proposal": one(select(Proposal.id)).scalar_one(),
            "own": one(select(Entry.id)).scalar_one(),
            "file": one(select(InputFile.id)).scalar_one(),
            "qualifier": one(select(Qualifier.id)).scalar_one(),
            "hearing": one(select(Hearing.id)).scalar_one(),
            "comment": one(select(HearingComment.id)).scalar_one(),
            "seminar": one(select(Seminar.id)).scalar_one(),
            "code": one(select(Seminar.code)).scalar_one(),
            "plan": one(select(Plan.id)).scalar_one(),
            "theme_seen": drafted,
            "school": world.ids["school"],
            "nothing": uuid4(),
            "group": world.group,
            "person": world.ids["bo"],
            "nina": world.ids["nina"],
        }


def granted(cells: Cells) -> str | None:
    """Who gets in by the permission table and by what people are to the thing; None where it is not asked so."""
    if not cells.asks:
        return None
    action, kind, thing = cells.asks.split()
    standings = STANDINGS[thing]
    return "".join(who for who in HERE if may(action, kind, _standing(standings.get(who, ROLES.get(who, "")))))


def _standing(text: str) -> Standing:
    roles, _, relations = text.partition(":")
    return Standing(frozenset(map(Role, roles.split())), frozenset(relations.split(",")) - {""})


def rows_for(rule: Rule) -> list[Cells]:
    """The rows about a route."""
    like = re.compile(re.sub(r"<[^>]*>", "[^/]+", re.escape(rule.rule)))
    verb = "POST" if "POST" in (rule.methods or ()) else "GET"
    return [cells for cells in ROUTES if cells.verb == verb and like.fullmatch(cells.path)]


LEAVING = {"access.sign_out", "access.end_all"}
"""lead to the door whoever asks"""


def test_every_route_that_is_not_open_to_all_has_its_row(world: World) -> None:
    views = world.app.view_functions
    inside = [
        rule
        for rule in world.app.url_map.iter_rules()
        if getattr(views[rule.endpoint], "transaction", "public") != "public"
    ]
    assert [rule.endpoint for rule in inside if not rows_for(rule) and rule.endpoint not in LEAVING] == []


@pytest.mark.parametrize("cells", [one for one in ROUTES if one.asks], ids=lambda one: f"{one.verb} {one.path}")
def test_the_table_grants_what_is_written_down_for_the_route(cells: Cells) -> None:
    assert set(granted(cells) or "") == set(cells.who)


GOOD_FOR: dict[str, dict[str, object]] = {"/indstillinger/opbevaring": {"support": "1000", "dialogues": "1000"}}
"""where a field's name means another thing than elsewhere"""


def gets_in(browser: Browser, cells: Cells, path: str, token: str) -> bool:
    """Whether the answer is anything but what those get who are not let in."""
    if cells.verb == "GET":
        answer = browser.http.get(path)
    else:
        more: dict[str, object] = {"csrf_token": token, "once": str(uuid4())} | GOOD_FOR.get(path, {})
        answer = browser.http.post(path, data=GOOD | more)
    assert answer.status_code in {200, 302, 303, 404, 409, 422}, (path, answer.status_code)
    return answer.status_code != 404 and "/log-ind" not in answer.headers.get("Location", "")


def test_every_cell_holds_over_http(filled: World, say_at_end: Callable[[str], None]) -> None:
    browsers = {who: filled.client(key) for who, key in WHO.items()}
    ids, tried = things(filled), 0
    with filled.acting("sa") as uow:
        accounts.disable(uow, filled.ids["dan"])
    app = keeping_nothing(filled)
    wrong = []
    for who, browser in browsers.items():
        browser.http.application = app
        page = browser.get("/log-ind" if who in "d-" else "/indbakke")
        token = str(page.select("input[name=csrf_token]")[0]["value"])
        kept = [browser.http.get_cookie(name) for name in (COOKIE, "ledertrivsel_form")]
        for cells in ROUTES:
            for cookie in kept:  # who left, or became another, is back
                if cookie:
                    browser.http.set_cookie(cookie.key, cookie.value)
            found = gets_in(browser, cells, cells.path.format(**ids), token)
            tried += 1
            if found != (who in cells.who):
                wrong.append((who, cells.verb, cells.path, "gets in" if found else "is kept out"))
    assert wrong == [], "\n".join(map(str, wrong))
    assert tried > 1400
    say_at_end(f"cells of the permission table tried over HTTP: {tried}")


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_closed_cell_answers_byte_for_byte_as_what_does_not_exist(filled: World) -> None:
    browsers = {who: filled.client(WHO[who]) for who in HERE}
    ids, app, differ = things(filled), keeping_nothing(filled), []
    for who, browser in browsers.items():
        browser.http.application = app
        token = str(browser.get("/indbakke").select("input[name=csrf_token]")[0]["value"])
        cookie = browser.http.get_cookie(COOKIE)
        for cells in ROUTES:
            if who in cells.who or "{" not in cells.path:
                continue
            browser.http.set_cookie(cookie.key, cookie.value)
            nowhere = {name: uuid4() for name in ids} | {"code": "abcdefgh"}
            there, nothing = (as_bytes(browser, cells.verb, cells.path.format(**one), token) for one in (ids, nowhere))
            if there != nothing:
                differ.append((who, cells.verb, cells.path))
    assert differ == []
