"""Six at one table: what each of them has to do, and what all of them must see."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

from tests.chromium import PATIENCE, Person
from tests.rounds.acting import CODES
from tests.worlds import GROUP, World
from tracker.rounds import service
from tracker.storage.clock import set_now

DAY = date(2026, 2, 10)


def ready_to_meet(world: World) -> UUID:
    """A round whose day has come, and for which all six have prepared."""
    with world.acting("head") as uow:
        round_id = service.plan(uow, world.group, day=DAY, at=time(13), show_mode="open")
    for number, who in enumerate(GROUP):
        with world.acting(who) as uow:
            for code in CODES:
                low = code == "1A" or (code == "5C" and number % 2)
                service.save_answer(uow, round_id, code, succeeds="L" if low else "H", important="H")
    with world.store.work() as uow:
        set_now(uow.session, datetime.combine(DAY, time(12), UTC), arrived=True)
    return round_id


class Table:
    """The six, each with the meeting's page open."""

    def __init__(self, round_id: UUID, sit_down: Callable[[str], Person]) -> None:
        self.at = f"/runder/{round_id}"
        self.people = {who: sit_down(who) for who in GROUP}
        for person in self.people.values():
            person.get(f"{self.at}/moede")

    def page(self, who: str) -> Page:
        """Somebody's page."""
        return self.people[who].page

    def all_see(self, place: str, words: str | None = None) -> None:
        """Everybody sees it, without having pressed anything."""
        for who in GROUP:
            found = self.page(who).locator(place).first
            if words:
                expect(found).to_contain_text(words, timeout=PATIENCE)
            else:
                expect(found).to_be_visible(timeout=PATIENCE)

    def moves(self, who: str, code: str, field: int) -> None:
        """Choose the field and move, by keyboard alone; the focus is on what was moved afterwards."""
        page = self.page(who)
        summary = page.locator(f"#s{code} .mover summary")
        summary.focus()
        page.keyboard.press("Enter")
        select = page.locator(f"#f{code}")
        expect(select).to_be_visible(timeout=PATIENCE)
        select.select_option(str(field))
        select.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(f".card-cell.field-{field} #s{code}")).to_be_visible(timeout=PATIENCE)
        expect(summary).to_be_focused(timeout=PATIENCE)

    def drags(self, who: str, code: str, field: int) -> None:
        """The same with the mouse."""
        page = self.page(who)
        page.locator(f"#s{code} strong").drag_to(page.locator(f".card-cell.field-{field} h3"), timeout=PATIENCE)
        expect(page.locator(f".card-cell.field-{field} #s{code}")).to_be_visible(timeout=PATIENCE)

    def goes_on(self, step: str) -> None:
        """The leader presses on, and everybody is there."""
        self._press(self.page("head").locator(".live-steps button").first)
        self.all_see("#live-step", step)

    def _press(self, button: Locator) -> None:
        expect(button).to_be_visible(timeout=PATIENCE)
        button.click()


def meet(table: Table) -> None:
    """From what was agreed last time to the day of the next talk."""
    head = table.people["head"]
    table.all_see("#live-step", "sidst")
    head.submit("/moede/kort")
    table.all_see(".card-cell.field-1 #s1A")
    table.moves("ann", "1A", 4)
    table.all_see(".card-cell.field-4 #s1A")
    table.all_see(".latest p", "1A blev flyttet til felt 4 af Ann Prøvesen")
    table.drags("bo", "2A", 1)
    table.all_see(".card-cell.field-1 #s2A")
    table.page("cia").locator("form[action*=fortryd] button").click()
    table.all_see(".latest p", "2A blev lagt tilbage i felt 2 af Cia Prøvesen")
    table.page("dan").locator("form[action*=fortryd] button").click()
    table.all_see(".card-cell.field-1 #s1A")
    for person in table.people.values():
        person.check()
    head.picture("meeting-card")
    choose_and_agree(table)


def choose_and_agree(table: Table) -> None:
    """The rest of the agenda: the leader writes, everybody reads along."""
    head = table.people["head"]
    table.goes_on("Vælg")
    head.get(f"{table.at}/valg")
    head.submit("/valg", statements=["1A", "5C"])
    head.submit("/valg/1A", meaning="Vi ved, hvor vi skal hen", place="Felt 1", rightwards="Ét mål ad gangen")
    table_without_head = [who for who in GROUP if who != "head"]
    for who in table_without_head:
        expect(table.page(who).locator("#live")).to_contain_text("Vi ved, hvor vi skal hen", timeout=PATIENCE)
    head.get(f"{table.at}/moede")
    table.goes_on("Aftaler")
    head.get(f"{table.at}/aftaler")
    head.page.get_by_label("Ann Prøvesen").check(force=True)
    head.submit("/aftaler", text="Vi begynder med målet", first="24.02.2026")
    for who in table_without_head:
        expect(table.page(who).locator("#live")).to_contain_text("Vi begynder med målet", timeout=PATIENCE)
    head.submit("/afslut", next_talk="12.05.2026")
    for who in table_without_head:
        expect(table.page(who).locator("#live")).to_contain_text("12. maj 2026", timeout=PATIENCE)
