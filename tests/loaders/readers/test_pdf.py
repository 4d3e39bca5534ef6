"""PDF files made by fpdf2: order of reading, margins, paragraphs, ruled tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fpdf import FPDF
from fpdf.enums import TableSpan

from loaders.readers import job
from loaders.readers.limits import Limits
from loaders.readers.model import Reading

_WORDS = ("office", "plan", "park", "industry", "project", "county", "finance", "science", "road", "water")


def read(content: bytes | bytearray) -> Reading:
    """Read a PDF."""
    return job.read(job.Job(bytes(content), "a.pdf", Limits.of()))


def prose(start: int, count: int) -> str:
    """Words that differ from place to place."""
    return " ".join(f"{_WORDS[n % 10]}{n}" for n in range(start, start + count))


class Paper(FPDF):
    """A document with a header and page numbers."""

    def header(self) -> None:
        self.set_font("Helvetica", size=9)
        self.cell(0, 8, "CITY OFFICE DOCUMENT", align="C", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=9)
        self.cell(0, 8, f"- {self.page_no()} -", align="C")


def paper(kind: type[FPDF] = FPDF) -> FPDF:
    """An empty one."""
    made = kind()
    made.add_page()
    made.set_font("Helvetica", size=12)
    return made


def test_headers_and_page_numbers_are_left_out_and_lines_joined() -> None:
    made = paper(Paper)
    paragraphs = [prose(200 * n, 180) for n in range(9)]
    for words in paragraphs:
        made.set_font("Helvetica", size=12)
        made.multi_cell(0, 6, f"      {words}", align="L", new_x="LMARGIN", new_y="NEXT")
        made.ln(4)
    found = read(made.output())
    assert found.raw.split("\n\n") == paragraphs
    assert found.notices == (("页眉页脚没有读入正文", "CITY OFFICE DOCUMENT"),)


@pytest.mark.parametrize(
    ("words", "marks", "expected"),
    [
        ("build north roads", [(38.8, '"'), (49.6, '"')], 'build"north"roads'),
        ("build north roads", [(49.6, '"'), (38.8, '"')], 'build"north"roads'),
        ("build     north", [(39.2, '"'), (42.6, "*")], 'build"*north'),
        ("build     north", [(42.6, "*"), (39.2, '"')], 'build"*north'),
        ("build north roads", [(80, "*")], "build north roads   *"),
        ("build north roads", [], "build north roads"),
    ],
)
def test_marks_that_were_drawn_after_their_line_stand_in_it(
    words: str, marks: list[tuple[float, str]], expected: str
) -> None:
    made = paper()
    for left, drawn in ((30, words), *marks):
        made.text(left, 40, drawn)
    assert read(made.output()).raw == expected


def test_a_paragraph_over_two_pages_knows_both() -> None:
    made = paper(Paper)
    made.multi_cell(0, 6, prose(0, 700), align="L")
    found = read(made.output())
    assert found.raw == prose(0, 700)
    assert [block.page for block in found.blocks] == [1, 2]


@pytest.mark.parametrize("interleaved", [False, True])
def test_two_columns_are_read_one_after_the_other(interleaved: bool) -> None:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=12)
    made.text(60, 20, "A title over both of the columns of the page")
    sides = [[prose(1000 * side + 5 * line, 5)[:30] for line in range(30)] for side in (0, 1)]
    places = [(side, line) for side in (0, 1) for line in range(30)]
    for side, line in sorted(places, key=lambda place: place[::-1]) if interleaved else places:
        made.text(20 + 90 * side, 40 + 7 * line, sides[side][line])
    words = read(made.output()).raw.split()
    assert words == " ".join(["A title over both of the columns of the page", *sides[0], *sides[1]]).split()


ROWS = (
    ("No", "Task", "Lead", "Others"),
    ("1", "Build the park", "Office A", "Office B"),
    ("2", "Mend the road", "Office C", ""),
)


def test_a_ruled_table_is_read_cell_by_cell() -> None:
    made = paper()
    with made.table(col_widths=(10, 40, 30, 30)) as table:
        for row in ROWS:
            table.row(row)
    found = read(made.output())
    assert found.raw == "\n".join("| " + " | ".join(row).rstrip() + " |" for row in ROWS).replace("|  |", "| |")
    assert [(block.page, block.table, block.row) for block in found.blocks[4:8]] == [(1, 1, 2)] * 4


def test_merged_cells_of_a_ruled_table() -> None:
    made = paper()
    with made.table() as table:
        table.row(["A", TableSpan.COL, "B"])
        table.row(["C", "D", "E"])
        table.row([TableSpan.ROW, "F", "G"])
    found = read(made.output())
    assert found.raw == "| A | | B |\n| C | D | E |\n| | F | G |"
    sizes = {found.raw[b.start : b.end]: (b.rows, b.columns) for b in found.blocks}
    assert sizes == {"A": (1, 2), "B": (1, 1), "C": (2, 1), "D": (1, 1), "E": (1, 1), "F": (1, 1), "G": (1, 1)}


def test_a_table_goes_on_over_pages() -> None:
    made = paper(Paper)
    with made.table(col_widths=(10, 60, 40), repeat_headings=0) as table:
        for number in range(60):
            table.row([str(number), f"Task number {number}", f"Office {number}"])
    found = read(made.output())
    assert {block.table for block in found.blocks} == {1}
    assert [block.row for block in found.blocks if block.column == 1] == list(range(1, 61))
    assert {block.page for block in found.blocks} == {1, 2}


def test_a_frame_is_no_table() -> None:
    made = paper()
    made.rect(10, 30, 100, 20)
    made.text(20, 40, "Framed words")
    assert read(made.output()).raw == "Framed words"


def _page(write: Callable[[FPDF], object]) -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=12)
    write(made)
    return bytes(made.output())


def test_columns_of_words_without_rules_stay_apart() -> None:
    def write(made: FPDF) -> None:
        for line, row in enumerate(ROWS[:2]):
            for column, words in enumerate(row[1:]):
                made.text(20 + 60 * column, 40 + 8 * line, words)

    first, second = read(_page(write)).raw.split("\n\n")
    assert [part.strip() for part in first.split("   ") if part.strip()] == ["Task", "Lead", "Others"]
    assert [part.strip() for part in second.split("   ") if part.strip()] == ["Build the park", "Office A", "Office B"]


def test_a_cut_file_is_read_as_far_as_it_goes_and_said() -> None:
    content = _page(lambda made: made.text(20, 40, "Some words of a page"))
    found = read(content.replace(b"%%EOF", b""))
    assert found.raw == "Some words of a page"
    assert found.notices == (("文件末尾不完整，可能缺页", "读到 1 页"),)


def test_the_title_of_the_file() -> None:
    assert read(_page(lambda made: (made.set_title("某某市方案"), made.text(20, 40, "words")))).facts == {
        "title": "某某市方案"
    }


def test_characters_drawn_one_by_one_are_put_together() -> None:
    """Each with its word beside it, as Chromium draws those that are radicals too: the library tears them apart."""
    made = paper()
    for row in ("office planning", "county highroads"):
        for word in row.split():
            for char in word:
                made._out(f"/Span <</ActualText <FEFF{ord(char):04X}>>> BDC")
                made.cell(made.get_string_width(char), 8, char)
                made._out("EMC")
            made.set_x(made.get_x() + 30)
        made.ln()
    assert [line.split() for line in read(made.output()).raw.split("\n\n")] == [
        ["office", "planning"],
        ["county", "highroads"],
    ]


def test_cells_of_a_table_without_rules_are_no_columns_of_text() -> None:
    made = paper()
    for row in ("task|lead|help", *(f"road{n}|city{n}|park{n}" for n in range(10, 30))):
        for place, cell in enumerate(row.split("|")):
            made.text(20 + 60 * place, 20 + 8 * (made.get_y() / 8), cell)
        made.set_y(made.get_y() + 8)
    lines = read(made.output()).raw.split("\n\n")
    assert [line.split() for line in lines[:2]] == [["task", "lead", "help"], ["road10", "city10", "park10"]]


def form(*fields: str) -> bytes:
    """A page with a label and a form; each field is an object, from number 6 on."""
    words = b"BT /F 12 Tf 50 700 Td (office:) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Annots[7 0 R]"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *(field.encode() for field in fields),
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


@pytest.mark.parametrize(
    ("kind", "value", "raw"),
    [
        ("/FT/Tx", "/V(water)", "office:  water"),
        ("/FT/Ch/Ff 131072", "/V(road)", "office:  road"),
        ("/FT/Btn", "/V/Yes", "office:"),
    ],
)
def test_a_field_has_the_value_of_the_one_above_it(kind: str, value: str, raw: str) -> None:
    box = "<</Type/Annot/Subtype/Widget/Parent 6 0 R/Rect[100 696 200 712]/F 4>>"
    found = read(form(f"<<{kind}/T(a){value}/Kids[7 0 R]>>", box))
    assert " ".join(found.raw.split()) == " ".join(raw.split())
    assert len(found.notices) == (raw != "office:")


@pytest.mark.parametrize("matrix", ["1 0 0 1 0 0", "0 1 -1 0 1000 100", "0 -1 1 0 -400 500", ".5 0 0 .5 90 90"])
def test_characters_with_words_of_their_own_on_a_page_put_on_another(matrix: str) -> None:
    """The library forgets the page's turn for them (ActualText in a form): they stand between their neighbours."""

    def own(char: str) -> str:
        return f"/Span <</ActualText <FEFF{ord(char):04X}>>> BDC ({char}) Tj EMC"

    first = f"{own('r')} (oad wo) Tj {own('r')} (ks) Tj"
    second = f"(pa) Tj {own('r')} {own('k')} (s and water) Tj"
    inner = f"BT /F 12 Tf 50 700 Td {first} 0 -20 Td {second} ET".encode()
    outer = f"q {matrix} cm /X Do Q".encode()
    font = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(outer), outer),
        b"<</Type/XObject/Subtype/Form/BBox[0 0 612 792]%s/Length %d>>stream\n%s\nendstream"
        % (font, len(inner), inner),
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, one) for number, one in enumerate(objects, 1))
    found = read(b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF")
    assert "".join(found.raw.split()) == "roadworksparksandwater"
    assert found.notices == ()
