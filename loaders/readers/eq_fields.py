r"""What Word's EQ fields show: signs laid over each other, guides above characters, fractions.

ECMA-376 Part 1, 17.16.5.22. Offices use them for a number in a circle (``eq \o\ac(○,1)``), for the reading of a
character above it (``\o\ad(\s\up 9(gong),工)``) and for titles of two lines side by side.
"""

from __future__ import annotations

import re

_CIRCLES = "○◯〇"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SWITCH = re.compile(r"\\[*@#]\s*(?:\"[^\"]*\"|\S+)")
_CALL = re.compile(r"\\([a-z]+)((?:\s*\\(?:[a-z]+\s*-?\d*|[^a-z\s]))*)\s*\(", re.IGNORECASE)
_ABOVE = re.compile(r"\s*\\s\s*\\up", re.IGNORECASE)
_DEEPEST, _LONGEST = 20, 2000


def is_eq(code: str) -> bool:
    """Whether a field's code is that of an EQ field."""
    return re.match(r"\s*eq\b", code, re.IGNORECASE) is not None


def shown(code: str) -> str:
    """The words that an EQ field shows, in the order of reading; marks of layout are left out."""
    if len(code) > _LONGEST:
        return ""
    return _words(_SWITCH.sub("", re.sub(r"^\s*eq\b", "", code, flags=re.IGNORECASE)), 0).strip()


def _words(code: str, depth: int) -> str:
    if depth > _DEEPEST:
        return ""
    words, place = "", 0
    while call := _CALL.search(code, place):
        end = _closing(code, call.end())
        words += code[place : call.start()]
        words += _call(call[1].lower(), _arguments(code[call.end() : end]), depth)
        place = end + 1
    return words + code[place:]


def _call(name: str, arguments: list[str], depth: int) -> str:
    # A guide above a character is none of its words; of two lines, one above and one below, both are.
    level = [argument for argument in arguments if not _ABOVE.match(argument)]
    if name == "o" and any(not argument.lstrip().startswith("\\s") for argument in level):
        arguments = level
    said = [_words(argument, depth + 1).strip() for argument in arguments]
    if name == "f":
        return "/".join(said)
    if name == "o":
        number = next((word for word in said if word.isdigit()), "")
        if any(word in _CIRCLES for word in said if word) and number and 0 < int(number[:3]) <= len(_CIRCLED):
            return _CIRCLED[int(number) - 1]
        said = [word for word in said if word not in _CIRCLES]
    return "".join(said)


def _closing(code: str, place: int) -> int:
    """Where the bracket that was opened before a place closes."""
    depth = 1
    while place < len(code):
        depth += {"(": 1, ")": -1}.get(code[place], 0)
        if depth == 0:
            return place
        place += 2 if code[place] == "\\" and code[place + 1 : place + 2] in "(),;\\" else 1
    return len(code)


def _arguments(code: str) -> list[str]:
    """What stands between the commas of one bracket."""
    found, depth, start = [], 0, 0
    for place, sign in enumerate(code):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign in ",;" and not depth:
            found.append(code[start:place])
            start = place + 1
    return [*found, code[start:]]
