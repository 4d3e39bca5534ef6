"""Characters that look alike made one, each by one: what is folded has the length of what was written."""

from __future__ import annotations

import re
import unicodedata


def _range(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
# What nobody sees: soft hyphens, joiners, marks of direction, variation selectors. U+E5E5 is how converters write GBK's
# A3A0, a space of its own.
_UNSEEN = "\u00ad\u034f\u180e" + _range(0x200B, 0x200F) + _range(0x202A, 0x202E) + _range(0x2060, 0x2064)
_UNSEEN += _range(0xFE00, 0xFE0F) + "\ufeff\ue5e5"
WITHOUT_UNSEEN = dict.fromkeys(map(ord, _UNSEEN))
"""For `str.translate`: takes such characters away, where a name is shown."""
# Asterisks are Markdown's bold: **责任单位:** is a label like any other.
_SPACES = dict.fromkeys("*\u3000\u00a0\r\t" + _range(0x2000, 0x200A) + "\u202f\u205f" + _UNSEEN, " ")
_ALIKE = dict(
    zip(
        "﹙﹚﹒［］︰﹑∶﹕︓꞉ː˸﹔︔﹐︐﹖﹗﹝﹞｟｠❨❩❪❫❲❳〖〗〘〙〚〛⟦⟧",
        "().[]:、::::::;;,,?![]()()()()【】〔〕[][]",
        strict=True,
    )
)
# Pictures that a post puts before its headings and behind names; they say no more than a space does.
_PICTURES = dict.fromkeys("✅✔✓☑❗❕⭐➡⬇⚠" + _range(0x1F300, 0x1FAFF), " ")

ORNAMENTS = "★☆●○◎▲△■□◆◇▶►➤➢"
"""Signs before items and around names. They are not folded: a table may say what they mean."""

# Radicals that a PDF's font gives for the characters that look so: Unicode maps the Kangxi radicals and the
# compatibility ideographs to them, but only a few of the supplement's.
_SUPPLEMENT = dict(
    zip(
        "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻪⻬⻮⻰⻳",
        "母民西见角贝车长门青页风飞食马骨鬼鱼鸟黄黾齐齿龙龟",
        strict=True,
    )
)
_IDEOGRAPHS = {
    char: folded
    for char in _range(0x2F00, 0x2FD5) + _range(0xF900, 0xFAFF)
    if len(folded := unicodedata.normalize("NFKC", char)) == 1 and folded != char
}
FOLD = {**_WIDE, **_SPACES, **_ALIKE, **_IDEOGRAPHS, **_SUPPLEMENT, **_PICTURES}
"""One character to one character: full width to half width, every kind of space to a plain one, radicals to words."""

# Few characters of a text change; str.translate looks every one up and took ten times as long.
# One range for the many beyond the basic plane, which a set of single characters would be searched for one by one.
FOLDED = re.compile("[" + re.escape("".join(char for char in FOLD if char < "\U00010000")) + "\U0001f300-\U0001faff]")
"""The characters that folding changes."""

LINE_END = re.compile("\r(?!\n)|[\x0b\x85\u2028\u2029]")
"""Line ends that are no line feed: of old Macintosh files, of word processors (VT), of Unicode (NEL, LS, PS)."""
