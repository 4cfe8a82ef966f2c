"""Tool 2 from the plan of a round to the answer of what was sent up: every step of it by keyboard."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from uuid import UUID

from playwright.sync_api import expect

from tests.journeys.keyboard import PATIENCE, Keyboard
from tests.rounds import acting
from tests.worlds import GROUP, World

Sit = Callable[[str], Keyboard]
DAY = date(2026, 2, 10)
MEETS = datetime.combine(DAY, time(13), UTC)


def walk(world: World, sit: Sit) -> None:
    """All of it."""
    round_at = plan(world, sit)
    prepare(world, sit, round_at)
    meet(world, sit, round_at)
    escalation_at = send_up(world, sit)
    end(world, sit, round_at)
    keep(sit, round_at)
    answer(sit, escalation_at)
    follow_up(world, sit)


def home(person: Keyboard, words: str) -> None:
    """From the front page by what waits there."""
    person.open("/")
    person.enter(_link(person, words))


def _link(person: Keyboard, words: str) -> str:
    """The address of the first link that says it."""
    link = person.page.locator("main a", has_text=words).first
    expect(link).to_be_visible(timeout=PATIENCE)
    return f'main a[href="{link.get_attribute("href")}"]'


def plan(world: World, sit: Sit) -> str:
    """The leader, from the menu of a small screen."""
    head = sit("head")
    head.open("/")
    head.unfold(".menu summary")
    head.enter('.menu-sheet a[href="/runder"]')
    head.enter('main a[href^="/runder/ny/"]')
    head.write("#day", f"{DAY:%d.%m.%Y}")
    head.write("#time", "13.00")
    head.select("#minutes", "90")
    head.pick("[name=show_mode]", "open")
    head.write("#why", "Vi vil videre sammen.")
    head.enter("main form[action^='/runder/ny/'] button")
    assert "Vi vil videre sammen" in head.text
    world.drain()
    return head.path


def prepare(world: World, sit: Sit, round_at: str) -> None:
    """Ann one statement at a time and the rest on one page; the others elsewhere."""
    ann = sit("ann")
    home(ann, "Forbered dig")
    ann.enter(_link(ann, "Begynd"))
    for code in ("1A", "2A"):
        assert ann.path.endswith(code), ann.path
        ann.pick("[name=succeeds]", "L" if code == "1A" else "H")
        ann.pick("[name=important]", "H")
        ann.unfold("form[data-answer] summary")
        ann.write("#note", f"Ord om {code}")
        if code == "1A":
            ann.tick("#share")
        ann.enter("form[data-answer] button")
    ann.enter('main a[href*="/forbered/alle"]')
    ann.pick("#s3A [name=succeeds]", "H")
    ann.pick("#s3A [name=important]", "L")
    if ann.scripts:
        ann.page.locator('progress[value="3"]').wait_for(state="attached", timeout=PATIENCE)
    else:
        ann.enter("#s3A form button")
    ann.enter("main form[action$='/klar'] button")
    for who in GROUP:
        if who != "ann":
            acting.answer(world, UUID(round_at.rsplit("/", 1)[1]), who, {"1A": "LH", "5C": "LH"})


def meet(world: World, sit: Sit, round_at: str) -> None:
    """What was agreed before, the card, the choice."""
    world.move_to(MEETS)
    head, ann = sit("head"), sit("ann")
    home(head, "Luk forberedelsen")
    head.enter('main a[href$="/moede"]')
    head.enter("form[action$='/moede/kort'] button")
    ann.open(f"{round_at}/moede")
    move(head, "1A", 2)
    if ann.scripts:
        expect(ann.page.locator(".card-cell.field-2 #s1A")).to_be_visible(timeout=PATIENCE)
    else:
        ann.open(f"{round_at}/moede")
    undo = ann.page.locator("form[action*=fortryd]")
    ann.at_once("form[action*=fortryd] button", lambda: expect(undo).to_have_count(0, timeout=PATIENCE))
    if not head.scripts:
        head.open(f"{round_at}/moede")
    expect(head.page.locator(".card-cell.field-1 #s1A")).to_be_visible(timeout=PATIENCE)
    on(head, "Vælg")
    head.enter('main a[href$="/valg"]')
    head.tick("[name=statements][value='1A']")
    head.tick("[name=statements][value='5C']")
    head.enter("main form[action$='/valg'] button")
    head.write("#meaning", "Vi ved, hvor vi skal hen")
    head.write("#place", "Felt 1")
    head.write("#rightwards", "Ét mål ad gangen")
    head.enter("main form[action$='/valg/1A'] button")
    head.enter('main a[href*="/aftaler?udsagn=1A"]')
    agree(head, world)
    head.enter('main a[href$="/moede"]')
    on(head, "Aftaler")
    on(head, "løfte")


def move(person: Keyboard, code: str, field: int) -> None:
    """A statement to another field; the focus goes with it."""
    person.unfold(f"#s{code} .mover summary")
    person.select(f"#f{code}", str(field))
    person.at_once(
        f"#s{code} .mover button",
        lambda: expect(person.page.locator(f".card-cell.field-{field} #s{code}")).to_be_visible(timeout=PATIENCE),
    )


def on(head: Keyboard, step: str) -> None:
    """The leader goes on; the focus stays at what is pressed next."""
    now = head.page.locator("#live-step")
    head.at_once(".live-steps form:first-of-type button", lambda: expect(now).to_contain_text(step, timeout=PATIENCE))


def agree(head: Keyboard, world: World) -> None:
    """An agreement about it, with a rhythm."""
    head.write("main form[action$='/aftaler'] [name=text]", "Vi begynder med målet")
    head.tick(f"[name=owners][value='{world.ids['ann']}']")
    head.write("[name=sign]", "Alle kan sige målet")
    head.write("[name=first]", "24.02.2026")
    head.select("[name=cadence]", "monthly")
    head.enter("main form[action$='/aftaler'] button")
    assert "Vi begynder med målet" in head.text


def send_up(world: World, sit: Sit) -> str:
    """From the meeting, looked at before it goes."""
    head = sit("head")
    head.enter('main a[href*="/eskaleringer/ny"][href*="1A"]')
    head.write("#wording", "Målene kommer fra mange sider")
    head.write("#ask", "Ét sted, der sætter dem")
    head.pick("[name=addressed]", "TM")
    head.enter("main form button[formaction$='/se']")
    assert "Der er ikke sendt noget endnu" in head.text
    head.enter("main form .actions button:first-of-type")
    world.drain()
    return head.path


def end(world: World, sit: Sit, round_at: str) -> None:
    """The day of the next talk."""
    head = sit("head")
    head.open(f"{round_at}/moede")
    on(head, "igen")
    head.enter('main a[href$="#afslut"]')
    head.write("[name=next_talk]", "12.05.2026")
    head.enter("main form[action$='/afslut'] button")
    world.drain()


def keep(sit: Sit, round_at: str) -> None:
    """Minutes and the cards."""
    ann = sit("ann")
    ann.open(round_at)
    ann.enter(f'main a[href="{round_at}/referat"]')
    assert "Ét mål ad gangen" in ann.text
    ann.enter('main a[href*="/historik"]')


def follow_up(world: World, sit: Sit) -> None:
    """On the day: partly, and on to the next."""
    world.move_to(datetime(2026, 2, 24, 12, tzinfo=UTC))
    ann = sit("ann")
    home(ann, "Fortæl, hvordan det gik")
    ann.unfold(".fold:has(form[action$='/flyt']) > summary")
    ann.write("[name=to_day]", "25.02.2026")
    ann.enter("form[action$='/flyt'] button")
    ann.unfold(".fold:has(form[action$='/svar']) > summary")
    ann.pick("form[action$='/svar'] [name=outcome]", "partly")
    ann.write("[name=learned]", "Det tager tid")
    ann.enter("form[action$='/svar'] button")
    assert "Det tager tid" in ann.text
    ann.enter(_link(ann, "marts 2026"))
    ann.unfold(".fold:has(form[action$='/overdrag']) > summary")
    ann.select("[name=to]", str(world.ids["bo"]))
    ann.enter("form[action$='/overdrag'] button")
    ann.enter('main a[href*="/opfolgninger/gruppe/"]')
    assert "Bo Prøvesen" in ann.text


def answer(sit: Sit, escalation_at: str) -> None:
    """The queue: acknowledged, asked back, replied to, answered, closed."""
    tm, head = sit("tm"), sit("head")
    tm.open("/")
    tm.unfold(".menu summary")
    tm.enter('.menu-sheet a[href="/eskaleringer"]')
    tm.enter(f'main a[href="{escalation_at}"]')
    tm.enter("form[action$='/kvitter'] button")
    tm.unfold("details:has(form[action$='/spoerg']) > summary")
    tm.write("[name=question]", "Hvilke mål?")
    tm.enter("form[action$='/spoerg'] button")
    hr = sit("hr")
    hr.open("/eskaleringer")
    hr.enter(f'main a[href="{escalation_at}/status"]')
    assert "Målene kommer" not in hr.text
    head.open(escalation_at)
    head.write("[name=reply]", "Dem fra budgettet")
    head.enter("form[action$='/gensvar'] button")
    tm.open(escalation_at)
    tm.pick("[name=kind]", "handled")
    tm.write("form[action$='/svar'] [name=text]", "Vi samler dem")
    tm.write("[name=by]", "01.04.2026")
    tm.enter("form[action$='/svar'] button")
    head.open(escalation_at)
    head.pick("[name=helped]", "yes")
    head.enter("form[action$='/luk'] button")
    assert "Lukket" in head.text
