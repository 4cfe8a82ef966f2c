"""One plan year, step by step, as people walk it; the same steps for Chromium and for plain HTTP."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from tests.journeys.walker import Walker
from tests.servers import wait_until
from tests.worlds import GROUP, World
from tracker.escalations.models import Escalation
from tracker.followups.models import FollowUp
from tracker.knowledge import queries as knowledge
from tracker.notifications.models import Notice
from tracker.plans.models import Theme
from tracker.rounds import service as rounds
from tracker.rounds.models import Round
from tracker.storage.clock import ask_for, read_target

DENMARK = ZoneInfo("Europe/Copenhagen")
NOTE = "Privat note 4411"
"""something only its writer may ever read"""
WORDING = "Weekendvagten koster for meget 5522"
"""something only the group and the receivers may read"""


class Year:
    """The year of the group led by `head`; `person` gives each one's browser."""

    def __init__(self, world: World, person: Callable[[str], Walker]) -> None:
        self.world = world
        self.person = person

    def walk(self, between: Callable[[], None] = lambda: None) -> None:
        """All nine steps; `between` happens after each, while the workers are still busy with it."""
        for step in (
            self.top_management_starts_the_plan,
            self.people_propose_themes_and_the_important_ones_go_on_the_card,
            self.hr_qualifies_a_theme,
            self.top_management_publishes,
            self.a_group_holds_a_round,
            self.the_escalation_is_taken_into_the_plan,
            self.a_follow_up_is_missed_twice,
            self.an_escalation_nobody_acknowledges_moves_up,
            self.med_follows_progress,
        ):
            step()
            between()

    def top_management_starts_the_plan(self) -> None:
        tm = self.person("tm")
        tm.get("/plan/ny")
        dates = {
            "themes_close": "20.02.2026",
            "qualified_by": "",
            "heard_by": "",
            "publish_by": "20/03/2026",
            "next_status": "2026-06-01",
            "ends": "31-12-2026",
        }
        purpose = "Ledere, der trives, holder fast i det, vi vil nå sammen."
        hr = self.world.ids["hr"]
        tm.submit("/plan/ny", title="Plan for ledertrivsel 2026", purpose=purpose, coordinator=hr, **dates)
        assert "Plan for ledertrivsel 2026" in tm.text
        tm.picture("1-plan-started")

    def people_propose_themes_and_the_important_ones_go_on_the_card(self) -> None:
        for key, title in (("ann", "Klare bestillinger"), ("med", "Tilgængelighed om aftenen"), ("head", "Nye ledere")):
            walker = self.person(key)
            walker.get("/plan/foreslaa")
            walker.submit("/plan/foreslaa", title=title, why="Det betyder noget for os hver dag.")
        self.person("med").picture("2-proposed")
        hr = self.person("hr")
        for title, success in (("Klare bestillinger", "L"), ("Nye ledere", "H")):
            theme = self.theme(title)
            hr.get(f"/plan/tema/{theme}/vurder")
            hr.submit("/vurder", importance="H", success=success)
            hr.get(f"/plan/tema/{theme}/valg")
            hr.submit("/valg", goes_on="yes")
        hr.get("/plan/kort")
        hr.submit(
            "/plan/kort", theme=self.theme("Klare bestillinger"), column="LL", row="low", low="HR laver en skabelon."
        )
        hr.submit(
            "/plan/kort", theme=self.theme("Nye ledere"), column="TM", row="high", high="Direktionen byder velkommen."
        )
        assert "HR laver en skabelon." in hr.text
        hr.picture("2-card")

    def hr_qualifies_a_theme(self) -> None:
        hr = self.person("hr")
        for title in ("Klare bestillinger", "Nye ledere"):
            theme = self.theme(title)
            hr.get(f"/plan/tema/{theme}/beskriv")
            hr.submit("/beskriv", description="Hvad vi mener, og hvorfor.", signs_well="Ingen spørger to gange.")
            hr.get(f"/plan/tema/{theme}/indspil")
            hr.submit("/indspil", method="focus-group", source="Seks skoleledere", on="02.02.2026", what="Mål mangler.")
            hr.get(f"/plan/tema/{theme}/handling")
            action = {"what": f"Skabelon til {title.lower()}", "role": "HR", "due": "01.04.2026", "level": "O"}
            hr.submit("/handling", person=self.world.ids["hr"], **action)
            assert "Skabelon til" in hr.text
        hr.picture("3-qualified")
        hr.get("/plan/svar")
        answers = {"worries": "Til HR.", "early_warnings": "Aflysninger.", "new_leaders": "En mentor."}
        hr.submit("/plan/svar", special_support="Samtale, mentor, aflastning.", **answers)

    def top_management_publishes(self) -> None:
        tm = self.person("tm")
        tm.get("/plan/publicer")
        tm.picture("4-before")
        tm.submit("/plan/publicer")
        tm.get("/plan/version/1")
        assert "Klare bestillinger" in tm.text
        tm.picture("4-published")
        head = self.person("head")
        self.until_told("head", "plan.talk")
        head.get(f"/plan/droeftelse/{self.world.group}")
        head.submit(f"/droeftelse/{self.world.group}", talked_on="03.02.2026", words="Vi bruger den i marts.")

    def a_group_holds_a_round(self) -> None:
        head, ann = self.person("head"), self.person("ann")
        head.get(f"/runder/ny/{self.world.group}")
        head.submit(f"/ny/{self.world.group}", day="17.02.2026", time="13.00", show_mode="open")
        head.picture("5-planned")
        number = self.newest_round()
        ann.get(f"/runder/{number}/forbered/1A")
        ann.submit("/forbered/1A", succeeds="L", important="H", note=NOTE)
        ann.picture("5-preparing")
        self.the_others_prepare(number)
        self.pass_to(date(2026, 2, 17), time(13))
        head.get(f"/runder/{number}")
        head.submit("/luk")
        head.get(f"/runder/{number}/kort")
        assert NOTE not in head.text
        head.picture("5-card")
        self.the_group_chooses_and_agrees(head, number)

    def the_others_prepare(self, number: UUID) -> None:
        for place, key in enumerate(GROUP):
            for part, statement in enumerate(knowledge.statements()):
                if (key, statement.code) != ("ann", "1A"):
                    with self.world.acting(key) as uow:
                        low = (place * 7 + part * 3) % 5 < 2
                        succeeds, important = "L" if low else "H", "L" if part % 4 == 3 else "H"
                        rounds.save_answer(uow, number, statement.code, succeeds=succeeds, important=important)

    def the_group_chooses_and_agrees(self, head: Walker, number: UUID) -> None:
        head.get(f"/runder/{number}/valg")
        head.submit("/valg", statements=["2A", "11B"])
        for code in ("2A", "11B"):
            head.get(f"/runder/{number}/valg/{code}")
            head.submit(
                f"/valg/{code}", meaning="At vi siger nej i tide.", place="Felt 1.", rightwards="En fast dagsorden."
            )
        for text, cadence in (("Vi lukker mailen kl. 17", "weekly"), ("Vi prioriterer hver mandag", "monthly")):
            head.get(f"/runder/{number}/aftaler")
            agreement = {
                "text": text,
                "owners": [str(self.world.ids["ann"])],
                "first": "24.02.2026",
                "cadence": cadence,
            }
            head.submit("/aftaler", sign="Færre mails om aftenen.", **agreement)
            assert text in head.text
        head.picture("5-agreements")
        head.submit("/afslut", next_talk="19.05.2026")
        head.get(f"/runder/{number}")
        head.picture("5-held")
        head.go("/eskaleringer/ny?")
        self.send_up(head, title="Weekendvagten", ask="En fælles ordning.")
        head.picture("5-escalated")

    def send_up(self, head: Walker, **said: str) -> None:
        """Write it and send it; who looks through a browser is shown what goes up before it does."""
        head.submit("/eskaleringer/ny", wording=WORDING, addressed="HR", **said)
        if head.path.endswith("/se"):
            head.picture("5-preview")
            head.submit("/eskaleringer/ny")

    def the_escalation_is_taken_into_the_plan(self) -> None:
        hr, number = self.person("hr"), self.escalation("Weekendvagten")
        self.until_told("hr", "escalation.received")
        hr.get("/")
        hr.picture("6-hr-front-page")
        hr.get(f"/eskaleringer/{number}")
        hr.submit("/kvitter")
        hr.get(f"/plan/eskalering/{number}")
        hr.submit(f"/eskalering/{number}", theme=self.theme("Klare bestillinger"), answer="Vi tager den med i planen.")
        self.until_told("ann", "escalation.answered")
        ann = self.person("ann")
        ann.get(f"/eskaleringer/{number}")
        assert "Vi tager den med i planen." in ann.text
        ann.picture("6-answered")
        head = self.person("head")
        head.get(f"/eskaleringer/{number}")
        head.submit("/luk", helped="yes")

    def a_follow_up_is_missed_twice(self) -> None:
        ann = self.person("ann")
        for day, answered in ((date(2026, 2, 24), 1), (date(2026, 3, 3), 2)):
            self.pass_to(day, time(9))
            self.until_told("ann", "followup.due", answered + (answered == 1))
            ann.get("/")
            ann.get(f"/opfolgninger/{self.due_follow_up('Vi lukker mailen')}")
            ann.picture(f"7-asked-{answered}")
            ann.submit("/svar", outcome="not", learned="Vi glemte det.")
        self.until_told("head", "warning.group")
        head = self.person("head")
        head.get("/varsler")
        head.go("/varsler/")
        head.picture("7-warning")

    def an_escalation_nobody_acknowledges_moves_up(self) -> None:
        head = self.person("head")
        head.get("/eskaleringer/ny")
        self.send_up(head, title="Aftenmøder", ask="Færre.")
        number = self.escalation("Aftenmøder")
        self.pass_to(date(2026, 3, 10), time(9))  # raised on Tuesday the third: the morning after working day 4
        self.until_told("hr", "escalation.reminder")
        self.pass_to(date(2026, 3, 11), time(9))
        for key, kind in (
            ("tm", "escalation.moved_to_you"),
            ("hr", "escalation.moved_from_you"),
            ("ann", "escalation.moved"),
        ):
            self.until_told(key, kind)
        tm = self.person("tm")
        tm.get(f"/eskaleringer/{number}")
        tm.picture("8-moved-up")

    def med_follows_progress(self) -> None:
        med = self.person("med")
        med.get("/fremdrift")
        for secret in (NOTE, WORDING, "Weekendvagten", "Vi lukker mailen"):
            assert secret not in med.text
        med.picture("9-progress")
        for key in ("tm", "hr", "head", "ann", "med", "sa"):
            walker = self.person(key)
            walker.get("/")
            assert NOTE not in walker.text or key == "ann"
            walker.picture(f"9-front-page-{key}")

    def pass_to(self, day: date, moment: time) -> None:
        """Ask for time to pass; the clock process obeys."""
        target = datetime.combine(day, moment, DENMARK).astimezone(UTC)
        with self.world.store.work() as uow:
            ask_for(uow.session, target)
        wait_until(lambda: self.arrived(target), f"it is {target}", patience=120)

    def arrived(self, target: datetime) -> bool:
        with self.world.reading() as uow:
            return read_target(uow.session) is None and uow.now >= target - timedelta(seconds=1)

    def until_told(self, key: str, kind: str, times: int = 1) -> None:
        """Wait until somebody has been told of something."""

        def told() -> bool:
            with self.world.reading() as uow:
                mine = select(func.count()).where(Notice.person_id == self.world.ids[key], Notice.kind == kind)
                return (uow.session.scalar(mine) or 0) >= times

        wait_until(told, f"{key} is told {kind} {times} times", patience=60)

    def theme(self, title: str) -> UUID:
        with self.world.reading() as uow:
            return uow.session.execute(select(Theme.id).where(Theme.title == title)).scalar_one()

    def escalation(self, title: str) -> UUID:
        with self.world.reading() as uow:
            return uow.session.execute(select(Escalation.id).where(Escalation.title == title)).scalar_one()

    def newest_round(self) -> UUID:
        with self.world.reading() as uow:
            return uow.session.execute(select(Round.id)).scalar_one()

    def due_follow_up(self, title: str) -> UUID:
        with self.world.reading() as uow:
            mine = select(FollowUp.id).where(FollowUp.title.startswith(title), FollowUp.state == "asked")
            return uow.session.execute(mine.order_by(FollowUp.due.desc()).limit(1)).scalar_one()

    def told_twice(self) -> list[tuple[UUID, UUID]]:
        """Whoever has two items of the same fact."""
        with self.world.reading() as uow:
            both = select(Notice.person_id, Notice.fact_id).group_by(Notice.person_id, Notice.fact_id)
            return [(row.person_id, row.fact_id) for row in uow.session.execute(both.having(func.count() > 1))]
