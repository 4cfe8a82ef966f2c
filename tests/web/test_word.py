"""Pages as Word documents, read back with what writes them."""

import io
from datetime import date
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table

from tracker.web import word

PAGE = """
<h1>Plan</h1><p lang="en">Words in <strong>English</strong>,
   and so on</p>
<svg><title>tegning</title></svg><style>p { color: red }</style>
<table><caption>Hvem kan hvad</caption>
<thead><tr><th scope="col">Række</th><th scope="col">Ledere</th></tr></thead>
<tbody><tr><th scope="row">Højt</th><td><p><strong>1. Ro</strong><br>Sammen</p><p>2. Tid</p></td></tr></tbody></table>
<ul><li>Se <a href="https://plan.example/1">planen</a></li><li>Eller <a href="javascript:alert(1)">ej</a></li></ul>
"""


def _written(html: str, title: str = "Plan") -> Any:
    made = word.written(html, title=title, author="Prøvekommune", lang="da", on=date(2026, 2, 3))
    return Document(io.BytesIO(made))


def _said(found: Any) -> list[Any]:
    inner = found.iter_inner_content()
    return ["table" if isinstance(one, Table) else (one.style.name, one.text) for one in inner]


def test_headings_lists_and_tables_are_words_own_in_their_order():
    assert _said(_written(PAGE)) == [
        ("Heading 1", "Plan"),
        ("Normal", "Words in English, and so on"),
        ("Caption", "Hvem kan hvad"),
        "table",
        ("Normal", ""),
        ("List Bullet", "Se planen"),
        ("List Bullet", "Eller ej"),
    ]


def test_a_table_has_its_cells_its_name_and_a_row_that_comes_again_on_each_page():
    found = _written(PAGE)
    (table,) = found.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Række", "Ledere"],
        ["Højt", "1. Ro\nSammen\n2. Tid"],
    ]
    rows = list(found.element.iter(qn("w:tr")))
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True, False]
    named = [one.get(qn("w:val")) for one in found.element.iter(qn("w:tblCaption"), qn("w:tblDescription"))]
    assert named == ["Hvem kan hvad"] * 2
    (look,) = found.element.iter(qn("w:tblLook"))
    assert [look.get(qn(f"w:{name}")) for name in ("firstRow", "firstColumn")] == ["1", "1"]


def test_the_document_says_its_title_its_author_and_its_language():
    found = _written(PAGE)
    about = found.core_properties
    assert (about.title, about.author, about.language) == ("Plan", "Prøvekommune", "da")
    assert {one.get(qn("w:val")) for one in found.styles.element.iter(qn("w:lang"))} == {"da"}
    runs = found.element.iter(qn("w:r"))
    english = [run.text for run in runs if [one.get(qn("w:val")) for one in run.iter(qn("w:lang"))] == ["en"]]
    assert "".join(english) == "Words in English, and so on"


def test_links_lead_where_we_say_and_nowhere_else():
    found = _written(PAGE)
    leads = [one.target_ref for one in found.part.rels.values() if one.is_external]
    assert leads == ["https://plan.example/1"]


def test_what_is_written_is_text_and_nothing_more():
    nasty = 'e\u0301 \u202eomvendt\u202c \x07\ufffe =1+1 {{7*7}} { HYPERLINK "x" } &lt;script&gt; æøå 😀'
    found = _written(f"<p>{nasty}</p>", title=nasty)
    assert found.paragraphs[0].text == 'é omvendt =1+1 {{7*7}} { HYPERLINK "x" } <script> æøå 😀'
    fields = {one.get(qn("w:instr")) for one in found.element.iter(qn("w:fldSimple"), qn("w:instrText"))}
    assert fields == set()
