from __future__ import annotations

import pytest

from graph.errors import ReadError
from loaders.readers.charset import decode, is_garbled

PLAN = "一、目标。（市工信局牵头，市科技局等按职责分工负责）\r\n二、保障措施。\n"
TRADITIONAL = "一、目標。由市經濟發展局負責，會同市財政局辦理；產業發展與園區建設各項工作限期完成。"


@pytest.mark.parametrize(
    ("charset", "declared", "said"),
    [
        ("utf-8", "", ()),
        ("utf-8-sig", "", ()),
        ("utf-16", "", ()),
        ("utf-32", "", ()),
        ("gb18030", "", ("没有注明编码，按 GB18030 读",)),
        ("gbk", "", ("没有注明编码，按 GB18030 读",)),
        ("gb18030", "gb2312", ()),
        ("gb18030", "GBK", ()),
        ("utf-8", "gb2312", ()),
        ("gb18030", "no-such-charset", ("没有注明编码，按 GB18030 读",)),
        ("utf-16-le", "", ("没有注明编码，按 UTF-16 读",)),
        ("utf-16-be", "", ("没有注明编码，按 UTF-16 读",)),
    ],
)
def test_charsets(charset: str, declared: str, said: tuple[str, ...]) -> None:
    text, notices = decode(PLAN.encode(charset), "方案.txt", declared)
    assert text.removeprefix("\ufeff") == PLAN
    assert tuple(notice.reason for notice in notices) == said


def test_a_byte_order_mark_stays_in_the_text() -> None:
    assert decode(PLAN.encode("utf-16"), "方案.txt")[0] == f"\ufeff{PLAN}"
    assert decode(PLAN.encode("utf-8-sig"), "方案.txt")[0] == f"\ufeff{PLAN}"


def test_big5() -> None:
    text, notices = decode(TRADITIONAL.encode("big5"), "方案.txt")
    assert text == TRADITIONAL
    assert notices[0].reason == "没有注明编码，按 Big5 读"


def test_characters_beyond_gb2312_in_a_page_that_declares_it() -> None:
    assert decode("〇镕堃𠮷".encode("gb18030") * 9, "页.html", "gb2312")[0] == "〇镕堃𠮷" * 9


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_torn_character_is_replaced_and_said(charset: str) -> None:
    text, notices = decode((PLAN * 20 + "完").encode(charset)[:-1], "方案.txt")
    assert text == PLAN * 20 + "\ufffd"
    assert ("有损坏的字节，以 � 代替", "1 处") in notices


@pytest.mark.parametrize(
    ("content", "happened"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "不是文本文件"),
        (b"%PDF-1.7\n\x01\x02\x03\x8f\xff", "字符编码"),
        ("これは日本語のテキストです。".encode("shift_jis"), "字符编码"),
        (bytes(range(128, 256)) * 20, "字符编码"),
        (b"\xff\xfe\x00", "不是文本文件"),
    ],
)
def test_what_is_no_text_is_said(content: bytes, happened: str) -> None:
    with pytest.raises(ReadError, match=happened) as caught:
        decode(content, "坏文件.txt")
    assert "坏文件.txt" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("市工信局牵头，市财政局配合，6月底前完成。" * 3, False),
        ("Annual report of the county office, déjà vu", False),
        ("Отчёт о работе городского управления за год", False),
        ("ئۇيغۇر ئاپتونوم رايونى خەلق ھۆكۈمىتى", False),
        ("ԛշԂմ֞ҋҨЁ֌քԍ։ѨЦЂЈѵՍКԂЛՍЈٕՍКԂЉ", True),
        ("¡¢Êý¾Ý¾ÖÇ£Í·£¬ÊÐ²ÆÕþ¾ÖÅäºÏ", True),
        ("亖亗亝亪亯亰亱亴亶亷亸亹亼亽", True),
        ("", False),
    ],
)
def test_letters_that_nobody_writes_together(text: str, garbled: bool) -> None:
    assert is_garbled(text) is garbled
