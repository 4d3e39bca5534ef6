"""What a sentence says of a project beside its name: its place, its investment and its owner."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.lexicon.gazetteer import Gazetteer, Region
from loaders.page.text import Text
from loaders.projects.sentences import Sentence
from loaders.projects.words import chain

_SUM = r"\d[\d.,]*(?:余|多)?(?:万亿|亿|万)?(?:余|多)?(?:美|欧|港)?元(?:以上|以下|左右)?"
INVESTED = re.compile(
    rf"(?<!完成)(?<!资产)(?<!争取)(?:总|计划|概算|估算|预计|拟|累计|追加)?(?:投资|投入)(?:额|总额|规模)?(?:为|达到|达|约|近|超过|超|共计)?(?:人民币)?(?P<sum>{_SUM})"
)
_HAN = "[\u4e00-\u7683\u7685-\u9fff]"
"""Any character but 的."""
_PARK_WORD = (
    r"(?:经济技术开发区|高新技术产业开发区|经济开发区|经开区|高新区|开发区|度假区|管理区|保税区|港区|新区"
    r"|工业园|产业园|工业集中区|园区)"
)
_PARK = re.compile(rf"[\u4e00-\u9fff]{{2,8}}?{_PARK_WORD}(?=.{{4}})")
_BELOW = re.compile(
    r"(?:[\u4e00-\u9fff]{1,4}?(?:镇|乡|街道)(?:[\u4e00-\u9fff]{1,3}?(?:村|社区))?"
    r"|经开区|高新区|[\u4e00-\u9fff]{0,4}?(?:工业园|新区|管理区))"
)
_SITE = re.compile(
    rf"(?:^|[,在的处]|近日)(?:落户|位于|坐落于|在)?(?P<site>{_HAN}{{2,16}}?(?:{_PARK_WORD}|{_HAN}园|[县市区镇乡]))$"
)
_SITUATED = re.compile(
    r"(?:位于|坐落于|选址|落户(?:在|于)?)(?P<site>[\u4e00-\u9fff]{2,16}?(?:园区|园|区|县|市|镇|乡))(?=$|[,。;、的])"
)
_FIRM = r"[\u4e00-\u9fff()]{2,24}?(?:公司|集团|集团公司)"
_OWN_FIRM = re.compile(rf"{_FIRM}(?=[\u4e00-\u9fff\d]{{3}})")
_BUILDS = r"(?:共同|联合|负责|独家|全额)?(?:投资|承建|建设|兴建|开发|实施|组织实施|代建|建)"
_BUILT_BY = re.compile(rf"由(?P<who>[^,。;由]{{2,40}}?){_BUILDS}(?:$|[,。;、的运兴建开])")
_BUILT_BY_BEFORE = re.compile(rf"由(?P<who>[^,。;由]{{2,40}}?){_BUILDS}{{1,2}}的$")
_LABELLED = re.compile(
    rf"(?:投资方|投资主体|投资单位|建设单位|建设业主|业主单位|业主|承建单位|实施主体|建设主体|项目法人)(?:为|是|系|:)?(?P<who>{_FIRM}|[^,。;:的]{{2,24}}(?:局|委|办|院|中心|管委会)(?=[,。;]|$))"
)
_TOGETHER_WITH = re.compile(
    r"与(?P<who>[^,。;与]{2,20}?)(?:联合|合作|共同|携手)*(?:创立|共建|建设|设立|打造|组建|投资)$"
)
_LABEL = re.compile(r"投资|业主|单位|主体|法人")
_NEAR_BY, _SOON = 60, 160
"""How far behind a name the words for its owner may stand: in the sentence, and under a label."""
_TERRAIN = tuple("—山湖江河岭")
"""Behind a short name they make the name of something else."""
_LEVELS = ("市", "县")
_DIGIT = re.compile(r"\d")


@dataclass
class Places:
    """The regions that a document speaks of.

    A short name of two characters may be anything; it is a place where the document also writes it in full.
    """

    text: Text
    names: Gazetteer
    _known: dict[str, bool] = field(default_factory=dict)

    def of_name(self, name: str) -> str | None:
        """The park or area in a project's name."""
        park = _PARK.match(name)
        if park is not None:
            return park.group()
        for start, end, word in self.names.find(name):
            if name[end : end + 1] in _TERRAIN:
                continue
            regions = [region for region in self.names.regions_named(word) if region.level in _LEVELS]
            if not regions or not self._is_meant(word, regions):
                continue
            below = _BELOW.match(name, end)
            if below is not None and word[-1] in "县市区":
                return name[start : below.end()]
            if any(region.level == "县" for region in regions) or word[-1] == "市" or _says_where(name, start, end):
                return word
        return None

    def _is_meant(self, word: str, regions: list[Region]) -> bool:
        if word not in self._known:
            written = self.text.folded
            self._known[word] = any(region.name == word or region.name in written for region in regions)
        return self._known[word]


def _says_where(name: str, start: int, end: int) -> bool:
    """A prefecture's short name inside a name or before 段 tells where, at the start it is part of the name."""
    return start > 0 or name[end : end + 1] == "段"


def place(places: Places, sentence: Sentence, start: int, end: int) -> str | None:
    """Where a project is, by its name or by the words around it."""
    words = sentence.words.text
    inside = places.of_name(words[start:end])
    if inside is not None:
        return inside
    behind = _SITUATED.search(words, end, end + _NEAR_BY)
    if behind is not None and behind.start() - end < 24:
        return behind["site"]
    site = _SITE.search(words, max(0, start - 40), _before(words, start))
    return site["site"] if site is not None and chain(site["site"], 0, len(site["site"])) is None else None


def _before(words: str, start: int) -> int:
    """Where the words in front of a name end when sums and sizes are passed over: "某园,总投资3亿元、占地5亩的"."""
    end = start - 1 if words[start - 1 : start] in ("的", ",", "、") else start
    while True:
        cut = max(words.rfind(mark, max(0, end - 24), end) for mark in ",、的")
        if cut < 0 or not _DIGIT.search(words, cut, end):
            return end
        end = cut


def owner(sentence: Sentence, start: int, end: int, verb: int) -> str | None:
    """Who builds a project: the company that begins its name, or the one that the words around it call so.

    Args:
        verb: where the verb in front of the name begins, for "与某公司共建".
    """
    words = sentence.words.text
    own = _OWN_FIRM.match(words, start, end)
    if own is not None:
        return sentence.written(*own.span())
    before = max(0, verb - _NEAR_BY)
    for match in (
        _BUILT_BY.search(words, end, end + _NEAR_BY),
        _BUILT_BY_BEFORE.search(words, before, start),
        _TOGETHER_WITH.search(words, before, start),
    ):
        if match is not None:
            return sentence.written(*match.span("who"))
    return _labelled(sentence, end)


def _labelled(sentence: Sentence, end: int) -> str | None:
    """The company behind 投资方, 建设单位 ..., in the sentence or soon after it in the same paragraph."""
    text = sentence.text
    start = sentence.words.offsets[end]
    line = text.folded.find("\n", sentence.quote[1], start + _SOON)
    stop = line if line >= 0 else min(len(text.folded), start + _SOON)
    if not _LABEL.search(text.folded, start, stop):
        return None
    words = text.squeeze(start, stop)
    match = _LABELLED.search(words.text)
    return text.written(*words.span(*match.span("who"))) if match is not None else None


_BEHIND = re.compile(rf"[^、;。,]{{0,10}},?[^、;。,]{{0,10}}?{INVESTED.pattern.replace('|投入', '')}(?!的)")
_NEAR = re.compile(r"[^,;。]*,?[^,;。]*")


def amount(sentence: Sentence, start: int, end: int, *, alone: bool) -> tuple[int, int] | None:
    """The investment behind a name; anywhere in the sentence, where it names one project and one investment."""
    words = sentence.words.text
    match = _BEHIND.match(words, end)
    if match is not None:
        return match.span("sum")
    if not alone:
        return None
    sums = list(INVESTED.finditer(words, 0, start))
    near = len(sums) == 1 and _NEAR.fullmatch(words, sums[0].end(), start) is not None
    return sums[0].span("sum") if near else None
