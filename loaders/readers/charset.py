"""Bytes to text: by the byte order mark, by what the file declares, else by what the bytes can be."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

import chardet

from graph.errors import ReadError
from loaders.readers.model import Notice

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Pages that declare gb2312 hold characters of its supersets; browsers read them so.
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs", "utf8": "utf-8"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_COMMON = re.compile("[\u4e00-\u9fff，。、；：“”（）《》—…！？A-Za-z0-9\\s]")
_SAMPLE = 20_000
_BAD = "\ufffd"
_CHINESE = ("big5", "gb", "hz", "utf", "euc_tw", "iso2022_cn")
_FEW = 12
_EAST = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "HALFWIDTH", "KANGXI", "LATIN"})
_STRANGE, _MINGLED = 0.3, 0.1
"""The share of letters of other scripts, and of those that are not of the commonest of them, in a garbled text."""
_TOLERATED, _SHORT = 1000, 20
"""One broken character in so many is replaced and said; more, and the charset is another one."""


def decode(content: bytes, name: str, declared: str = "") -> tuple[str, tuple[Notice, ...]]:
    """The text of a file, a byte order mark included, and what was guessed or mended.

    Args:
        name: of the file, for the error.
        declared: the charset that the file itself names; empty where it names none.

    Raises:
        ReadError: the bytes are no text, or in none of the charsets that Chinese files come in.
    """
    marked = next((charset for mark, charset in _MARKS if content.startswith(mark)), "")
    if marked:
        return _mended(content, marked, name)
    if b"\0" in content:
        return _without_mark(content, name)
    rare = ""
    for charset in dict.fromkeys(filter(None, [*_tried(declared)])):
        try:
            text = content.decode(charset)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text) and reads_as_chinese(text) and not _western(text):
            return text, ()
        if charset != "utf-8" and charset.startswith(_CHINESE):
            # Rare characters and nothing else: right if no other charset fits.
            rare = text
    try:
        return _guess(content, name, "声明的编码不对" if _python_name(declared) else "没有注明编码")
    except ReadError:
        if not rare:
            raise
        return rare, ()


def _western(text: str) -> bool:
    """Whether a text is nothing but Western letters with many accents: Chinese bytes taken one by one."""
    high = sum(1 for char in text[:_SAMPLE] if "\x80" <= char <= "\u02ff")
    return high > _FEW and high > 0.1 * len(text[:_SAMPLE]) and not re.search("[\u4e00-\u9fff]", text)


def _tried(declared: str) -> tuple[str, ...]:
    """The charsets to try first: UTF-8 before all, as hardly any other text can be read so by chance."""
    return ("utf-8", _python_name(declared))


def _python_name(declared: str) -> str:
    word = _ALIASES.get(declared.strip().lower(), declared.strip().lower())
    try:
        return codecs.lookup(word).name if word.isascii() else ""
    except LookupError:
        return ""


def _without_mark(content: bytes, name: str) -> tuple[str, tuple[Notice, ...]]:
    """UTF-16 without its mark: line ends and digits have a zero byte, most on the same side."""
    odd = content[1::2].count(0) > content[::2].count(0)
    for charset in ("utf-16-le", "utf-16-be") if odd else ("utf-16-be", "utf-16-le"):
        try:
            text = content.decode(charset)
        except UnicodeDecodeError:
            continue
        if _reads(text):
            return text, (Notice("没有注明编码，按 UTF-16 读"),)
    raise ReadError(f"“{name}”不是文本文件。", "请确认文件没有损坏，或用 Word、WPS 等另存为 .docx、.txt 再读入。")


def _guess(content: bytes, name: str, why: str) -> tuple[str, tuple[Notice, ...]]:
    for charset, caption in (("gb18030", "GB18030"), ("big5hkscs", "Big5")):
        try:
            text = content.decode(charset)
        except UnicodeDecodeError:
            continue
        if _reads(text) and _usual(text, charset):
            return text, (Notice(f"{why}，按 {caption} 读"),)
    for charset in ("utf-8", "gb18030"):
        text = content.decode(charset, "replace")
        if text.count(_BAD) * _TOLERATED <= len(text) + _TOLERATED and _usual(text, charset):
            return _mended(content, charset, name)
    return _other(content, name)


def _mended(content: bytes, charset: str, name: str) -> tuple[str, tuple[Notice, ...]]:
    """Decode, with a sign in the place of what is broken.

    Raises:
        ReadError: too much is broken.
    """
    text = content.decode(charset, "replace")
    # "utf-16" takes its mark away, which the text as read keeps.
    text = text if charset == "utf-8" or not content.startswith(tuple(m for m, _ in _MARKS)) else f"\ufeff{text}"
    bad = text.count(_BAD) - content.count(_BAD.encode("utf-8")) * (charset == "utf-8")
    if bad * _TOLERATED > len(text) + _TOLERATED or bad * _SHORT > len(text) or _CONTROL.search(text):
        raise ReadError(f"“{name}”不是文本文件，或已损坏。", "请换一份完好的文件。")
    return text, (Notice("有损坏的字节，以 � 代替", f"{bad} 处"),) if bad else ()


def _other(content: bytes, name: str) -> tuple[str, tuple[Notice, ...]]:
    """What chardet takes the bytes for, if that is Chinese and reads as Chinese does."""
    found = chardet.detect(content[: 10 * _SAMPLE])
    charset = _python_name(found["encoding"] or "")
    if charset.startswith(_CHINESE):
        text = content.decode(charset, "replace")
        if _BAD not in text and _reads(text):
            return text, (Notice(f"没有注明编码，按 {charset} 读"),)
    raise ReadError(f"认不出“{name}”的字符编码。", "请用记事本打开后另存为 UTF-8 编码再读入。")


def _reads(text: str) -> bool:
    """Whether nearly all characters are such as Chinese texts are made of."""
    sample = text[:_SAMPLE]
    return not _CONTROL.search(text) and len(_COMMON.findall(sample)) >= 0.9 * len(sample)


def reads_as_chinese(text: str) -> bool:
    """Whether the Chinese characters of a text, if it has more than a few, are such as people write."""
    han = sum(1 for char in text[:_SAMPLE] if "\u3400" <= char <= "\u9fff")
    return han < _FEW or _usual(text, "gb18030") or _usual(text, "big5hkscs")


def is_garbled(text: str) -> bool:
    """Whether the characters of a text are such as nobody writes together: rare Chinese, accents, mixed scripts."""
    return not reads_as_chinese(text) or _western(text) or _mixed(text)


def _mixed(text: str) -> bool:
    """Whether a text is written in several scripts that are neither Chinese nor Latin: no language does that."""
    letters = [char for char in text[:_SAMPLE] if char.isalpha()]
    scripts = Counter(unicodedata.name(char, "").partition(" ")[0] for char in letters if char > "\u024f")
    others = [count for script, count in scripts.items() if script not in _EAST]
    return sum(others) > _STRANGE * len(letters) and sum(others) - max(others) > _MINGLED * len(letters)


def _usual(text: str, charset: str) -> bool:
    """Whether most Chinese characters are common ones: bytes of another charset decode to rare ones.

    The common ones are level 1 of GB/T 2312 (3,755 characters) and of Big5 (5,401).
    """
    if charset == "utf-8":
        return True
    coding, first, last = ("gb18030", 0xB0, 0xD7) if charset == "gb18030" else ("big5hkscs", 0xA4, 0xC6)
    han = [char for char in text[:_SAMPLE] if "\u4e00" <= char <= "\u9fff"]
    coded = [char.encode(coding, "replace") for char in han]
    common = sum(1 for code in coded if len(code) == 2 and first <= code[0] <= last)
    return common >= 0.6 * len(han)
