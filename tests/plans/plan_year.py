"""Short ways through the making of a plan, in the browser, for the tests of its pages."""

from tests.journeys.walker import Walker
from tests.worlds import Browser, World

ANSWERS = {name: f"Svar om {name}" for name in ("worries", "early_warnings", "special_support", "new_leaders")}


def home(world: World, part: str | None) -> str:
    """Where the pages of the plan begin: the organisation's, or a unit's."""
    return f"/plan/lokal/{world.ids[part]}" if part else "/plan"


def start(world: World, who: str = "tm", part: str | None = None) -> Browser:
    """Top management starts the plan, or who leads a part that part's own, with HR as its coordinator."""
    browser = world.client(who)
    browser.get(f"{home(world, part)}/ny")
    browser.submit(
        f"{home(world, part)}/ny",
        title="Plan for ledertrivsel 2026",
        purpose="Trivsel hos ledere bærer kvaliteten.",
        coordinator=world.ids["hr"],
        prepared_by="",
        qualified_by="",
        heard_by="",
        themes_close="03.03.2026",
        publish_by="03.04.2026",
        next_status="03.08.2026",
        ends="03.02.2028",
    )
    return browser


def propose(browser: Walker, title: str, at: str = "/plan", **values: object) -> str:
    """Put a theme forward. Returns its address."""
    browser.get(f"{at}/foreslaa")
    browser.submit(f"{at}/foreslaa", title=title, why="Fordi det fylder.", **values)
    return browser.path


def choose(browser: Walker, theme: str) -> None:
    """Assess a theme as important, and choose it."""
    browser.get(f"{theme}/vurder")
    browser.submit("/vurder", importance="H", success="L")
    browser.get("/plan/temaer")
    browser.submit(f"{theme}/valg")


def qualify(world: World, browser: Walker, theme: str) -> None:
    """Describe a chosen theme and give it one action."""
    browser.get(f"{theme}/beskriv")
    browser.submit("/beskriv", description="Opgaverne mangler en retning.", signs_well="Vi siger nej.", signs_badly="")
    browser.get(f"{theme}/handling")
    browser.submit(
        "/handling",
        what="Aftal en fast skabelon",
        role="HR",
        person=world.ids["ann"],
        due="01.06.2026",
        level="O",
    )


def publish(world: World, who: str = "tm", at: str = "/plan", **values: object) -> Browser:
    """Top management, or who leads a part, publishes the next version."""
    browser = world.client(who)
    browser.get(f"{at}/publicer")
    browser.submit(f"{at}/publicer", **values)
    return browser


def published(world: World) -> str:
    """A plan with one qualified theme, published as version 1. Returns the theme's address."""
    start(world)
    theme = propose(world.client("ann"), "Klare forventninger")
    hr = world.client("hr")
    choose(hr, theme)
    qualify(world, hr, theme)
    publish(world)
    world.drain()
    return theme


def rich(world: World, *themes: str) -> None:
    """A plan with themes on the card, an offer, the four answers and a hearing that was answered; not published yet."""
    start(world)
    hr, med = world.client("hr"), world.client("med")
    for title in themes:
        theme = propose(world.client("ann"), title)
        choose(hr, theme)
        qualify(world, hr, theme)
        place(hr, theme, "LE", "low", "Skolelederne får hjælp.")
    offer(hr, "Mentorordning", ["LE", "TM"])
    hr.get("/plan/svar")
    hr.submit("/plan/svar", **ANSWERS)
    hr.get("/plan/hoering/ny")
    hr.submit("/hoering/ny", deadline="01.03.2026")
    comment(med, hr.path, "Husk de små skoler.")
    hr.get(hr.path)
    hr.go("/svar")
    hr.submit("/svar", answer="Ja, dem glemmer vi ikke.")


def place(browser: Browser, theme: str, column: str, row: str, text: str) -> None:
    """Put a theme into a cell of the card."""
    browser.get("/plan/kort")
    browser.submit("/plan/kort", theme=theme.rsplit("/", 1)[-1], column=column, row=row, **{row: text})


def offer(browser: Browser, title: str, columns: list[str]) -> None:
    """Add something that supports leaders already."""
    browser.get("/plan/tilbud/ny")
    browser.submit("/plan/tilbud/ny", title=title, what="En erfaren leder at spørge.", contact="HR", columns=columns)


def comment(browser: Browser, hearing: str, text: str) -> None:
    """Say something in a hearing."""
    browser.get(hearing)
    browser.submit("/kommentar", text=text, theme="")
