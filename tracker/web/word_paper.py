"""Word's own side of a document: styles, languages, tables and links."""

from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tracker.web.word import Block, Cell, Piece, Table

INK, DEEP = RGBColor(0x1E, 0x2B, 0x2D), RGBColor(0x0B, 0x3B, 0x41)
HEADS = {1: 22, 2: 15, 3: 12, 4: 11}
"""sizes of the headings in points"""


class Paper:
    """A Word document on its way."""

    def __init__(self, lang: str) -> None:
        self.document = Document()
        self.lang = lang
        self._dress()
        self._number_pages()

    def is_about(self, title: str, author: str, at: datetime) -> None:
        """Its title, who stands behind it, and its day."""
        said = self.document.core_properties
        said.title, said.author, said.last_modified_by = title[:255], author[:255], author[:255]
        said.language, said.comments, said.created, said.modified = self.lang, "", at, at

    def _dress(self) -> None:
        part, styles = self.document.sections[0], self.document.styles
        part.page_width, part.page_height = Mm(210), Mm(297)
        part.left_margin = part.right_margin = Mm(24)
        part.top_margin = part.bottom_margin = Mm(22)
        for lang in styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), self.lang)
        styles["Normal"].font.size, styles["Normal"].font.color.rgb = Pt(11), INK
        styles["Caption"].font.size, styles["Caption"].font.color.rgb = Pt(11), DEEP
        styles["Caption"].paragraph_format.keep_with_next = True
        for level, size in HEADS.items():
            font = styles[f"Heading {level}"].font
            font.size, font.color.rgb = Pt(size), DEEP

    def _number_pages(self) -> None:
        line = self.document.sections[0].footer.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        line._p.append(field)  # noqa: SLF001 - python-docx has no word for it

    def add(self, one: Block | Table) -> None:
        """The next thing that is said."""
        if isinstance(one, Table):
            self._table(one)
        else:
            self._fill(self.document.add_paragraph(style=one.style), one.pieces)

    def _fill(self, line: Any, pieces: list[Piece]) -> None:
        for piece in pieces:
            run = line.add_run(piece.text)
            run.bold = True if piece.strong else None
            if piece.lang and piece.lang != self.lang:
                _in(run, piece.lang)
            if piece.link:
                self._link(line, run, piece.link)

    def _link(self, line: Any, run: Any, address: str) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run.font.underline = True
        line._p.replace(run._r, link)  # noqa: SLF001 - python-docx has no word for it
        link.append(run._r)  # noqa: SLF001

    def _table(self, one: Table) -> None:
        rows = [row for row in one.rows if row]
        if not rows:
            return
        table = self.document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
        _is_called(table, one.name)
        for at, (row, said) in enumerate(zip(table.rows, rows, strict=True)):
            if at < one.heads:
                row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
            for place, cell in zip(row.cells, said, strict=False):
                self._cell(place, cell)
        self.document.add_paragraph()

    def _cell(self, place: Any, cell: Cell) -> None:
        lines = [one for one in cell.blocks if any(piece.text.strip() for piece in one.pieces)]
        for at, block in enumerate(lines):
            line = place.paragraphs[0] if at == 0 else place.add_paragraph()
            line.style, line.paragraph_format.space_after = self.document.styles["Normal"], Pt(2)
            self._fill(line, block.pieces)
            for run in line.runs:
                run.font.size = Pt(9)


def _in(run: Any, lang: str) -> None:
    said = OxmlElement("w:lang")
    said.set(qn("w:val"), lang)
    run._r.get_or_add_rPr().append(said)  # noqa: SLF001 - python-docx has no word for it


def _is_called(table: Any, name: str) -> None:
    """Its name for who does not see it; its first row and first column name the others."""
    if not name:
        return
    for tag in ("w:tblCaption", "w:tblDescription"):
        said = OxmlElement(tag)
        said.set(qn("w:val"), name)
        table._tbl.tblPr.append(said)  # noqa: SLF001 - python-docx has no word for it
