"""Every object of another group, on every route and verb: the same page, byte for byte, as for what does not exist."""

from uuid import UUID, uuid4

from sqlalchemy import select
from werkzeug.routing import Rule

from tests.attacks.confidential import fill
from tests.attacks.crawling import KINDS, OF_GROUPS
from tests.worlds import Browser, World
from tracker.notifications.models import Notice
from tracker.people.models import Person
from tracker.rounds.models import Agreement, Round
from tracker.storage.records import Reading, SavedForm
from tracker.tables import metadata

GOOD: dict[str, object] = {
    "version": "1",
    "planned_on": "2026-11-03",
    "held_on": "2026-02-03",
    "statements": ["1A"],
    "text": "Ja.",
    "kind": "handled",
    "by": "2026-12-01",
    "helped": "yes",
    "outcome": "kept",
    "learned": "",
    "to_day": "2026-03-02",
    "succeeds": "L",
    "important": "H",
    "field": "1",
    "meaning": "M",
    "next_talk": "2026-06-01",
    "is_on": "y",
    "day": "2026-03-02",
    "time": "13",
    "show_mode": "open",
    "talked_on": "2026-02-09",
    "words": "Ord",
    "choice": "declined",
    "support": "coach",
    "first": "2026-03-02",
    "importance": "H",
    "success": "H",
    "goes_on": "yes",
    "reason": "R",
    "question": "Hvad?",
    "reply": "Det her.",
    "deadline": "2026-03-20",
    **dict.fromkeys(("answers", "notices", "sessions", "forms", "left", "log"), "1000"),
    "email": "ann@example.org",
}
"""a good form for every route at once; what a form does not know is passed over"""
THEIRS_TOO = {("newcomer", "/opfolgninger/gruppe/<uuid:group_id>")}
"""a list of one's own group, in which nothing from before stands"""
STRANGERS = {
    "lis": ("/eskaleringer", "/runder", "/opfolgninger", "/varsler", "/plan/droeftelse", "/dialog", "/i/"),
    "med": (
        "/eskaleringer",
        "/runder",
        "/opfolgninger",
        "/varsler",
        "/plan/droeftelse",
        "/plan/handling",
        "/dialog",
        "/i/",
    ),
    "sa": ("/eskaleringer", "/runder", "/opfolgninger", "/varsler", "/plan/", "/dialog", "/i/"),
    "eva": ("/eskaleringer", "/runder", "/opfolgninger", "/varsler", "/plan/", "/dialog", "/i/"),
    "newcomer": ("/eskaleringer", "/opfolgninger", "/varsler", "/plan/handling", "/dialog", "/i/"),
}


def rules(world: World) -> list[tuple[Rule, str]]:
    """Every route with an id in its address, and its one verb."""
    found = [rule for rule in world.app.url_map.iter_rules() if "<uuid:" in rule.rule]
    return [(rule, "POST" if "POST" in (rule.methods or ()) else "GET") for rule in found]


def id_for(world: World, rule: Rule) -> UUID | None:
    """Of something of the larger group."""
    if rule.rule.startswith(OF_GROUPS):
        return world.group
    kind = next(kind for start, kind in KINDS.items() if rule.rule.startswith(start))
    query = select(kind.id)  # type: ignore[attr-defined]
    if kind is Person:
        return world.ids["bo"]
    if kind is Round:
        query = query.order_by(Round.meeting_at)
    if kind is Notice:
        query = query.where(Notice.kind == "escalation.received")
    with world.reading() as uow:
        return uow.session.scalars(query.limit(1)).first()


def answer(browser: Browser, verb: str, path: str, token: str) -> tuple[int, bytes]:
    if verb == "GET":
        found = browser.http.get(path)
    else:
        found = browser.http.post(path, data=GOOD | {"csrf_token": token, "once": str(uuid4())})
    page = found.get_data()
    for field in (b'name="once" value="', b'name="csrf_token" value="'):
        first, *rest = page.split(field)
        page = first + b"".join(part.partition(b'"')[2] for part in rest)
    return found.status_code, page


def path_of(rule: Rule, id_: UUID, agreement: UUID) -> str:
    ready = rule.rule.replace("<uuid:agreement_id>", str(agreement)).replace("<code>", "1A")
    return (
        ready.replace("<uuid:id>", str(id_)).replace("<uuid:group_id>", str(id_)).replace("<uuid:person_id>", str(id_))
    )


def contents(world: World) -> dict[str, list[str]]:
    """All rows but who looked and which forms were sent."""
    aside = {SavedForm.__tablename__, Reading.__tablename__, "sign_in", "heartbeat"}
    with world.reading() as uow:
        return {
            table.name: sorted(str(row) for row in uow.session.execute(select(table)))
            for table in metadata.sorted_tables
            if table.name not in aside
        }


def test_what_is_anothers_is_the_same_page_as_what_does_not_exist(world: World) -> None:
    fill(world)
    before = contents(world)
    with world.reading() as uow:
        agreement = uow.session.scalars(select(Agreement.id)).one()
    tried = 0
    for who, starts in STRANGERS.items():
        browser = world.client(who)
        browser.get("/indbakke")
        token = str(browser.fields("/log-ud")[0]["csrf_token"])
        for rule, verb in rules(world):
            id_ = id_for(world, rule)
            if id_ is None or not rule.rule.startswith(starts) or (who, rule.rule) in THEIRS_TOO:
                continue
            theirs = answer(browser, verb, path_of(rule, id_, agreement), token)
            assert theirs == answer(browser, verb, path_of(rule, uuid4(), uuid4()), token), (who, verb, rule.rule)
            assert theirs[0] == 404, (who, verb, rule.rule)
            tried += 1
    assert tried > 100
    assert contents(world) == before
