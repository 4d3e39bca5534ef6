"""A person with posts, as found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonPost:
    """A person, with the posts that one body gives.

    Attributes:
        person: the name without white space.
        posts: as written, with the words for a public body (市委书记, 市工信局局长) but not for a company or a
            newspaper (董事长, 通讯员); a post that leans on the one before it gets its body (卫健局党组书记、局长).
            Empty where the text names none.
        organisation: the body of these posts, empty where the text does not tell it.
        start, end: offsets of the words that say so.
        date: of the piece, as far as it tells it.
        rule: which form it was: sentence, byline, masthead, reporter, group, picture.
    """

    person: str
    posts: tuple[str, ...]
    organisation: str
    start: int
    end: int
    date: str = ""
    rule: str = ""
