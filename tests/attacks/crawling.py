"""Looking at every page there is, as somebody: by its links, and by guessing addresses of everything."""

import json
import re
from html import unescape
from io import BytesIO
from urllib.parse import urlsplit
from uuid import UUID
from zipfile import ZipFile

from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.worlds import Browser, World
from tracker.access.models import SignIn
from tracker.dialogues.models import Agreement, CheckIn, CheckInShare, Dialogue, Promise, Request, Topic
from tracker.escalations.models import Cluster, Escalation
from tracker.followups.models import FollowUp
from tracker.knowledge.models import Entry
from tracker.notifications.models import CalendarEntry, Mail, Notice
from tracker.people.models import Absence, Grant, PeopleImport, Person, Proposal
from tracker.plans.models import Action, Hearing, HearingComment, Input, InputFile, Offer, Placement, Plan, Theme
from tracker.preparedness.models import Load
from tracker.progress.models import AnnualDiscussion, Remark, WheelEntry
from tracker.rounds.models import Round
from tracker.seminars.models import Seminar
from tracker.supervision.models import Method, Sitting
from tracker.warnings.models import EarlyWarning, Noticed, PersonalWarning, SupportOffer, SupportRequest

KINDS: dict[str, type] = {
    "/dialog/egne/": Promise,
    "/dialog/samtale/ny/": Person,
    "/dialog/samtale/": Dialogue,
    "/dialog/punkt/": Topic,
    "/dialog/aftale/": Agreement,
    "/dialog/opfoelgning/": FollowUp,
    "/dialog/bedt/": Request,
    "/dialog/tilbyd/": Person,
    "/dialog/delt/": CheckInShare,
    "/dialog/tjek/": CheckIn,
    "/eskaleringer/samlet/": Cluster,
    "/eskaleringer/": Escalation,
    "/opfolgninger/": FollowUp,
    "/runder/": Round,
    "/sparring/metode/": Method,
    "/sparring/": Sitting,
    "/plan/eskalering/": Escalation,
    "/katalog/egne/": Entry,
    "/plan/hoering/kommentar/": HearingComment,
    "/plan/hoering/": Hearing,
    "/plan/indspil/": Input,
    "/plan/bilag/": InputFile,
    "/plan/tema/": Theme,
    "/plan/kort/": Placement,
    "/plan/tilbud/": Offer,
    "/plan/handling/": Action,
    "/fremdrift/bemaerkning/": Remark,
    "/fremdrift/droeftelse/": AnnualDiscussion,
    "/fremdrift/aarshjul/": WheelEntry,
    "/seminar/plan/": Plan,
    "/seminar/": Seminar,
    "/beredskab/": Load,
    "/varsler/tegn/": Noticed,
    "/varsler/stoette/tilbud/": SupportOffer,
    "/varsler/egne/": PersonalWarning,
    "/varsler/stoette/": SupportRequest,
    "/varsler/": EarlyWarning,
    "/i/": Notice,
    "/k/": CalendarEntry,
    "/min-side/orlov/": Absence,
    "/min-side/sessioner/": SignIn,
    "/afmeld/": Mail,
    "/indstillinger/konti/": Person,
    "/indstillinger/roller/": Grant,
    "/indstillinger/godkend/": Proposal,
    "/indstillinger/import/": PeopleImport,
    "/plan/": Plan,
}
"""what an address with an id in it is about, by how it begins; the first that fits"""
OF_GROUPS = ("/sparring/gruppe/", "/runder/ny/", "/runder/gruppe/", "/opfolgninger/gruppe/", "/plan/droeftelse/")
MOST = 1_000


def addresses(world: World) -> set[str]:
    """Every GET address there is, with every id that could stand in it."""
    found: set[str] = set()
    with world.reading() as uow:
        ids = {kind: list(uow.session.scalars(select(kind.id))) for kind in {*KINDS.values()} - {Notice}}  # type: ignore[attr-defined]
    for rule in world.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            ready = rule.rule.replace("<uuid:part>", str(world.ids["school"])).replace("<code>", "1A")
            ready = ready.replace("<int:number>", "1").replace("<uuid:group_id>", "<uuid:id>")
            found |= {ready.replace("<uuid:id>", str(id_)) for id_ in _ids(world, ready, ids)}
    return found


def _ids(world: World, rule: str, ids: dict[type, list[UUID]]) -> list[UUID]:
    if rule.startswith(OF_GROUPS) or "<uuid:id>" not in rule:
        return [world.group, world.small]
    return ids.get(next(kind for start, kind in KINDS.items() if rule.startswith(start)), [])


def words_of(answer: TestResponse) -> str:
    """What stands in an answer; on paper and in documents, too."""
    if (answer.mimetype or "").startswith("application/vnd.openxmlformats"):
        with ZipFile(BytesIO(answer.get_data())) as file:
            return "\n".join(file.read(name).decode(errors="replace") for name in file.namelist())
    if answer.mimetype != "application/pdf":
        return answer.get_data(as_text=True)
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.get_data())).pages)


class Crawl:
    """All that somebody finds."""

    def __init__(self, world: World, who: str | None) -> None:
        self.browser: Browser = world.client(who)
        self.app = world.app
        self.pages: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.statuses: set[int] = set()
        self.cookies: set[str] = set()
        self.waiting = ["/", *sorted(addresses(world))]
        while self.waiting and len(self.pages) < MOST:
            self._open(self.waiting.pop(0))
        assert not self.waiting

    def _open(self, path: str) -> None:
        if path in self.pages:
            return
        answer = self.browser.http.get(path)
        self.statuses.add(answer.status_code)
        self.pages[path] = words_of(answer)
        self.kinds[path] = answer.mimetype
        self._keep_cookie()
        links = [unescape(link) for link in re.findall(r'<a[^>]* href="([^"]*)"', self.pages[path])]
        for link in [*links, answer.headers.get("Location", "")]:
            parts = urlsplit(link)
            if not parts.netloc and parts.scheme == "" and parts.path.startswith("/") and "lang=" not in parts.query:
                self.waiting.append(parts._replace(fragment="").geturl())

    def _keep_cookie(self) -> None:
        """What the form cookie says: it is signed, and anybody can read it."""
        cookie = self.browser.http.get_cookie("ledertrivsel_form")
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        if cookie and signer:
            self.cookies.add(json.dumps(signer.loads(cookie.value), default=str))

    def found(self, word: str) -> list[str]:
        """The pages a word stands on."""
        return [path for path, page in self.pages.items() if word in page]
