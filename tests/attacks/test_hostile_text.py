"""Every form of every page gets what nobody means well: never an error of ours, and shown as words only."""

from urllib.parse import urlencode
from uuid import uuid4

from bs4 import BeautifulSoup, Tag

from tests.attacks.confidential import fill
from tests.attacks.crawling import Crawl
from tests.worlds import World

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
HOSTILE = [
    f"javascript:alert(3) {{{{7*777}}}} ${{7*777}} {SCRIPT}",
    "\x00\ud800 \u202etxet\u202c \u2066x\u2069 e"
    + "\u0301" * 300
    + " \U0001f469\u200d\U0001f692 '; DROP TABLE person;--",
    "x" * 5000,
]
DATES = {"day", "first", "next_talk", "to_day", "next_day", "talked_on", "due", "by", "effect_on"}
PASSED_OVER = ("/log-ud", "/log-ud-overalt", "/traek-tilbage", "/fjern", "/aflys")
ENDS_THE_SESSION = ("/min-side/sessioner/", "/kasket")
ANSWERS = {303, 400, 404, 409, 413, 422}


def filled(form: Tag, text: str, *, dated: bool) -> list[tuple[str, str]]:
    """The form with the text in every field one writes in, and a choice made everywhere else."""
    found: list[tuple[str, str]] = []
    chosen: set[str] = set()
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = str(field.get("name", "")), str(field.get("type", "text"))
        if field.name == "select":
            found += [(name, str(option["value"])) for option in field.find_all("option")[-1:]]
        elif kind in ("radio", "checkbox"):
            found += [(name, str(field.get("value", "on")))] if name not in chosen else []
            chosen.add(name)
        elif kind == "hidden":
            value = str(uuid4()) if name == "once" else str(field.get("value", ""))
            found.append((name, value))
        elif name:
            found.append((name, "2026-03-02" if dated and name in DATES else text))
    return found


def forms_of(crawl: Crawl) -> dict[str, Tag]:
    """Every form there is, once for each address it leads to."""
    found: dict[str, Tag] = {}
    for path, page in crawl.pages.items():
        main = page.partition("<main")[2]
        for form in BeautifulSoup(main, "html.parser").find_all("form") if "<form" in main else []:
            target = str(form.get("action") or path.partition("?")[0])
            if not target.endswith(PASSED_OVER) and not target.startswith(ENDS_THE_SESSION):
                found.setdefault(target, form)
    return found


def test_no_form_breaks_and_nothing_that_is_written_does_anything(world: World) -> None:
    fill(world)
    tried = 0
    for who in ("ann", "hr", "head"):
        crawl = Crawl(world, who)
        for target, form in forms_of(crawl).items():
            for text in HOSTILE:
                body = urlencode(filled(form, text, dated=text is HOSTILE[0]), errors="surrogatepass")
                kind = "application/x-www-form-urlencoded"
                answer = crawl.browser.http.post(target, data=body, content_type=kind)
                assert answer.status_code in ANSWERS, (who, target, text[:20], answer.status_code)
                check(answer.get_data(as_text=True))
                tried += 1
    assert tried > 150
    shown = 0
    for who in ("head", "hr"):
        crawl = Crawl(world, who)
        assert crawl.statuses <= {200, 302, 303, 404, 503}
        for path, page in crawl.pages.items():
            shown += crawl.kinds[path] == "text/html" and check(page)
    assert shown > 10


def check(page: str) -> bool:
    """Whether what was written stands on the page, as words."""
    assert not {"\x00", "\u202e", "\u2066"} & set(page)
    if "alert(" not in page:
        return False
    read = BeautifulSoup(page, "html.parser")
    assert read.select("img[src=x], script:not([src]), [onerror], a[href^='javascript:']") == []
    assert "5439" not in read.get_text()
    return SCRIPT in read.get_text()
