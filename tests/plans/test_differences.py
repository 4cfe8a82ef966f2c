"""What a version changed, beside the one before."""

from collections.abc import Sequence

from tests.plans import plan_year as year
from tests.worlds import World
from tracker.people import queries as people
from tracker.plans.queries.wording import paragraphs


def _told(pieces: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(kind, text.strip()) for kind, text in pieces]


def test_the_words_that_went_and_came_are_marked_and_nothing_else():
    (one,) = paragraphs("Ledere skal kunne sige nej i tide.", "Ledere skal kunne bede om hjælp i tide.")
    assert _told(one.before) == [("same", "Ledere skal kunne"), ("gone", "sige nej"), ("same", "i tide.")]
    assert _told(one.after) == [("same", "Ledere skal kunne"), ("new", "bede om hjælp"), ("same", "i tide.")]


def test_nothing_is_lost_of_either_text():
    before, after = "Et  to tre\n\nfire fem", "Et to\nseks\nfire fem seks"
    found = paragraphs(before, after)
    assert "".join(text for one in found for _, text in one.before) == before.replace("\n", "")
    assert "".join(text for one in found for _, text in one.after) == after.replace("\n", "")


def test_a_paragraph_that_came_or_went_stands_alone_beside_nothing():
    kept, gone = paragraphs("Den første.\nHelt andre ord står her.", "Den første.")
    assert not kept.changed
    assert (gone.before, gone.after) == ([("gone", "Helt andre ord står her.")], [])


def test_a_paragraph_with_other_words_altogether_is_shown_whole():
    (one,) = paragraphs("Alt var roligt dengang.", "Nu kommer en helt ny begyndelse med mere.")
    assert one.before == [("gone", "Alt var roligt dengang.")]


def test_very_long_paragraphs_are_shown_whole():
    (one,) = paragraphs("a b " * 1000, "b a " * 1000)
    assert [kind for kind, _ in one.before] == ["gone"]


def _second(world: World) -> str:
    theme = year.published(world)
    hr = world.client("hr")
    hr.get(f"{theme}/beskriv")
    hr.submit("/beskriv", description="Opgaverne har fået en retning.", signs_well="")
    hr.get(f"{theme}/handling")
    hr.submit("/handling", what="Mød hinanden", role="LE", person=world.ids["bo"], due="01.09.2026", level="G")
    other = year.propose(world.client("ann"), "Kollegial støtte")
    year.choose(hr, other)
    year.qualify(world, hr, other)
    year.publish(world)
    return theme


def test_a_new_version_shows_what_changed_side_by_side(world: World) -> None:
    _second(world)
    reader = world.client("med")
    reader.get("/plan/version/2")
    reader.follow("Se alt, der er ændret")
    assert reader.path == "/plan/version/2/aendringer"
    assert "Kollegial støtte Ny" in reader.text
    assert "Opgaverne [fjernet: mangler ] en retning." in reader.text
    assert "Opgaverne [tilføjet: har fået ] en retning." in reader.text
    assert "Her står ikke længere noget." in reader.text
    assert "Mød hinanden" in reader.text
    assert "Bo Prøvesen" in reader.text
    marked = reader.page.select("main :is(ins, del)")
    assert [one.get_text() for one in marked if not one.select(".sr-only")] == ["før", "nu"]
    year.publish(world)
    reader.get("/plan/version/3/aendringer")
    assert "De to versioner siger det samme." in reader.text


def test_what_changed_is_for_who_may_read_both_versions(world: World) -> None:
    _second(world)
    ann, nobody = world.client("ann"), world.client(None)
    got = [ann.http.get(f"/plan/version/{number}/aendringer").status_code for number in (0, 1, 2, 3)]
    assert got == [404, 404, 200, 404]
    assert [one.http.get("/plan/version/2/aendringer").status_code for one in (world.client("sa"), nobody)] == [
        404,
        404,
    ]
    with world.store.work() as uow:
        people.organisation(uow.session).plan_is_open = True
    nobody.get("/plan/version/2/aendringer")
    assert ["har fået" in nobody.text, "Prøvesen" in nobody.text] == [True, False]


def _everything_changes(world: World) -> None:
    year.rich(world, "Klare forventninger")
    year.publish(world)
    hr = world.client("hr")
    hr.get("/plan/ret")
    hr.submit("/plan/ret", purpose="Trivsel bærer alt.", ends="03.03.2028", coordinator=world.ids["hr2"])
    hr = world.client("hr2")
    hr.get("/plan/svar")
    hr.submit("/plan/svar", worries="Gå til din kollega.")
    hr.get("/plan/kort")
    hr.go("/plan/kort/")
    hr.submit(hr.path, row="high", high="Skolelederne viser vejen.")
    hr.get("/plan/kort")
    hr.go("/plan/tilbud/")
    hr.submit(hr.path, contact="Personaleafdelingen", columns=["LL"])
    year.offer(hr, "Netværk", ["TM"])
    hr.get("/plan/temaer")
    hr.follow("Klare forventninger")
    theme = hr.path
    hr.get(f"{theme}/beskriv")
    hr.submit("/beskriv", signs_badly="Vi tier.", works_when="Færre spørger to gange.")
    hr.get(theme)
    hr.go("/plan/handling/")
    hr.submit(hr.path, what="Aftal en kort skabelon", due="01.07.2026")
    hr.get(f"{theme}/tilbud")
    offer = hr.page.select_one("input[type=checkbox]")
    assert offer is not None
    hr.submit("/tilbud", **{str(offer["name"]): [offer["value"]]})
    year.publish(world)


def test_every_kind_of_content_is_shown_as_it_was_and_as_it_is(world: World) -> None:
    _everything_changes(world)
    reader = world.client("ann")
    reader.get("/plan/version/2/aendringer")
    heads = [one.get_text(" ", strip=True) for one in reader.page.select("main h2, main h3")]
    wanted = ["Formål", "Tegn på, at det går dårligt", "Sådan ser vi, om det virker", "Det gør vi", "På kortet"]
    wanted += [
        "Tilbud, der støtter det",
        "Når du har brug for at vide det",
        "Tilbud, der allerede findes",
        "Tovholder",
        "Datoer",
    ]
    assert [one for one in wanted if one not in heads] == []
    assert "" not in heads
    gone = {" ".join(one.get_text(" ").split()) for one in reader.page.select("main del")}
    came = {" ".join(one.get_text(" ").split()) for one in reader.page.select("main ins")}
    pairs = {
        "Lykkes i lav grad": "Lykkes i høj grad",
        "Skolelederne får hjælp.": "Skolelederne viser vejen.",
        "HR": "Personaleafdelingen",
        "fast": "kort",
        "Hr Prøvesen": "Hr2 Prøvesen",
        "3. februar 2028": "3. marts 2028",
        "Ledere af medarbejdere, Topledelse/HR": "Ledere af ledere",
    }
    for was, now in pairs.items():
        assert f"[fjernet: {was} ]" in gone, was
        assert f"[tilføjet: {now} ]" in came, now
    assert [words in reader.text for words in ("Netværk Ny", "Vi tier.", "Færre spørger to gange.")] == [True] * 3


def test_who_is_not_signed_in_sees_what_changed_and_no_persons(world: World) -> None:
    _everything_changes(world)
    with world.store.work() as uow:
        people.organisation(uow.session).plan_is_open = True
    nobody = world.client(None)
    nobody.get("/plan/version/2/aendringer")
    assert ["viser vejen" in nobody.text, "Tovholder" in nobody.text, "Prøvesen" in nobody.text] == [True, False, False]
