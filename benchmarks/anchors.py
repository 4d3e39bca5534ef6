"""How anchors find duties again after the text has changed: rows of right, suggested, lost and wrong.

Run with `python -m benchmarks.anchors FILE`: any plan as text. The truth is known because each change keeps, for every
duty, which party of which clause it was.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Indel

from graph.anchors import Anchor, anchors, match
from graph.ontology import ontology
from loaders.extract import extract
from loaders.page.text import Text
from loaders.readers import read

SEED = 19
_LETTER = re.compile(r"[\u4e00-\u9fff]")
_SPARE = "的一是在不了有和人这中大为上个国"


@dataclass(frozen=True)
class Duties:
    """The anchors of a text's duties, in its order, and the text."""

    text: str
    anchors: list[Anchor]


def duties(text: Text) -> Duties:
    """The duties of a text: whoever has a role of the ontology in what."""
    found = extract(text)
    made = anchors(found.document, found.statements, text.raw)
    return Duties(text.raw, [one for one in made if one.relation in ontology().roles])


def errors(text: str, share: float) -> str:
    """A share of the characters replaced by others, as a scan does."""
    chance = random.Random(SEED)  # nothing secret
    return "".join(chance.choice(_SPARE) if _LETTER.match(char) and chance.random() < share else char for char in text)


def every_tenth_gone(text: str) -> str:
    """Every tenth line that begins with a number taken out."""
    kept, seen = [], 0
    for line in text.split("\n"):
        numbered = re.match(r"\s*\d+[.．、]", line) is not None
        seen += numbered
        if not (numbered and seen % 10 == 0):
            kept.append(line)
    return "\n".join(kept)


CHANGES: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: text,
    "a line before": lambda text: "转发件\n\n" + text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no white space inside lines": lambda text: re.sub(r"[ \t\u3000]+", "", text),
    "full-width punctuation": lambda text: text.translate(str.maketrans(",;:()", "，；：（）")),
    "one more agency in each clause": lambda text: re.sub(r"牵头([,，])", r"牵头\1市数据局、", text),
    "items numbered anew": lambda text: re.sub(
        r"(?m)^(\s*)(\d+)([.．])", lambda m: f"{m[1]}{int(m[2]) + 3}{m[3]}", text
    ),
    "0.1 % wrong characters": lambda text: errors(text, 0.001),
    "0.5 % wrong characters": lambda text: errors(text, 0.005),
    "every tenth item gone": every_tenth_gone,
}


def moved(before: str, after: str) -> Callable[[int], int]:
    """Where a character of the earlier text stands in the later one, by what the two share."""
    places = [-1] * (len(before) + 1)
    for block in Indel.editops(before, after).as_matching_blocks():
        places[block.a : block.a + block.size] = range(block.b, block.b + block.size)
    return lambda at: places[at]


def score(before: Duties, after: Duties) -> Counter[str]:
    """How many anchors were found right and wrong at each level, and how many were lost."""
    place = moved(before.text, after.text)
    counts: Counter[str] = Counter()
    for found in match(before.anchors, after.anchors):
        old = found.anchor
        if found.index is None:
            kept = [place(at) for at in range(old.start, old.start + len(old.quote))]
            counts["lost" if any(at >= 0 for at in kept) else "gone with its item"] += 1
            continue
        new = after.anchors[found.index]
        inside = range(new.start, new.start + len(new.quote))
        hits = sum(place(at) in inside for at in range(old.start, old.start + len(old.quote)))
        right = hits * 2 > len(old.quote) and (old.relation, old.raw.strip()) == (new.relation, new.raw.strip())
        counts[f"level {found.level} {'right' if right or old.said == new.said else 'wrong'}"] += 1
    return counts


def main() -> None:
    """Print a row for each change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    text = read(parser.parse_args().file)
    before = duties(text)
    print(f"{len(before.anchors)} duties, {len({one.mark for one in before.anchors})} marks")
    for name, change in CHANGES.items():
        after = duties(Text(change(text.raw), text.file))
        counts = score(before, after)
        same = len({one.mark for one in before.anchors} & {one.mark for one in after.anchors})
        print(f"{name}: {same} marks kept; {dict(sorted(counts.items()))}")


if __name__ == "__main__":
    main()
