"""Whether the words of a cell name bodies, and which fragments of a cell (lines, text between tags) make one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from loaders.duties.tables.model import Cell, join, words
from loaders.lexicon import clauses
from loaders.lexicon.brackets import mask_inner
from loaders.lexicon.columns import columns
from loaders.lexicon.cues import CUE
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.articles import is_name as is_person
from loaders.page.text import Text

_LEVEL = "省市县区州盟旗"
_FRONT = re.compile(
    rf"各|有关|相关|[{_LEVEL}乡镇]|国|中|驻|人行|团|全[{_LEVEL}]|军|武警|[\u4e00-\u9fff]{{2,4}}[{_LEVEL}](?![{_LEVEL}场])"
)
_PREFIX = re.compile(rf"各|有关|相关|[{_LEVEL}乡镇]|国家|中[央共国]|驻|人行|团[省市县区]|全[{_LEVEL}]")
_STRONG = re.compile(
    r"(?:局|委|办|厅|部|署|政府|委员会|管委会|办公室|法院|检察院|中心|公司|集团|银行|街道|大学|学院|研究院|联合会|工会|协会|支队|总队|大队|分行|海关"
    r"|单位|部门|妇联|残联|科协|社科联|文联|工商联|侨联|团委|专班|指挥部|领导小组|联社|镇|乡|园区|(?:高新|科技|产业|工业|创业|经开)园|开发区|高新区|经开区|新区|度假区|管理区"
    r"|[县区市旗]|人大|政协|医院|学校|[中小]学|社区|火车站|高铁站|机场|(?:财政|司法|派出|监管|资源|水利|林业|农业|卫生|经管)[^、]{0,6}[所站院])$"
)
_VERB = re.compile(
    r"推进(?!办|中心)|建设(?![\u4e00-\u9fff]{0,6}[局委]$|厅|部|集团|兵团|银行|工程|办|所|站|科|处|管理|环保|中心|指挥部|投资|控股|开发|发展|公司)|开展|加快|完善|提升|推动|实施|制定|落实|加强|建立|出台|打造|实现|力争|达到|完成|召开"
    r"|举办|编制|强化|深化|优化|培育|引进|支持|鼓励|加大|构建|健全|组建|成立|新增|新建|争创|创建(?!办|中心)|创成|争取|获评|获批|申报|谋划|招引|引育|集聚|布局|依托|围绕|聚焦|拓展|组织(?!部)|做好|抓好|推广|探索"
)
_BUILDS = re.compile(
    r"(?:建成|迁建|改建|扩建|续建|新改建|启动|开工|竣工|修建|重建|拆除|加固|购置|配备|采购|争创|力争|确保|继续|全面|全力|大力|进一步|积极)(?!办|局|委)"
)
"""What the words of a task begin with, of which some end like a body's name: 建成残疾人服务中心."""
_AMOUNT = re.compile(r"\d(?:[万亿%]|[个家项名人次场台套户亩公]{1,2}(?!局|办|委))")
_SEPARATOR = re.compile(r"[、,;。/|]")
_APART = re.compile(r"(?<=[\u4e00-\u9fff)])(?:[ \n]+|/)(?=[\u4e00-\u9fff])")
_TAIL = re.compile(r"等(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?[^、,;]{0,8}$|[。.]+$")
_MONTH = r"(?:1[0-2]|0?[1-9])月"
_YEAR = r"(?:20\d\d|\d\d)年"
_PART = r"(?:年?(?:底|末|初|中|内|度)|(?:第?[一二三四1-4]|各)季度|[上下]半年|[上中下]旬|\d{1,2}[日号])"
_WHEN = (
    rf"(?:到|至|于|截至|今年|当年|次年|每年)*(?:{_YEAR})?(?:{_MONTH})?{_PART}*(?:之?前|以前|底前|末前|起|开始|内|完成)*"
)
_TIME = re.compile(
    rf"(?:{_WHEN}[—–~至到-]*){{1,3}}"
    r"|(?:持续|长期|常态|全年|贯穿全年|每[年季月周日]|按(?:时间?|序时|季度?|月|年度?|计划|要求)|立行立改|即时|即知即改|适时|随时|分阶段)[^、,;。]{0,10}"
    r"|20\d\d(?:[-./年]\d{1,2}){0,2}(?:[—–~至-]+20\d\d(?:[-./年]\d{1,2}){0,2})?[年月日]?(?:底|前|底前|完成)?"
)
_OFFICE_OF_PARTY = re.compile(r"[省市县区州]委$")
_INNER_OFFICE = re.compile(
    r"组织部|宣传部|统战部|政法委|网信办|编办|社会工作部|社工部|金融办|办公室|改革办|政研室|党校|老干部局|巡察办|外办"
)
_MAX_WORDS = 300
_OPEN, _CLOSE = "、,;(及和与由", "、,;)及和与等牵配负按参"


def nobody(squeezed: str) -> bool:
    """Whether a cell says that nobody is meant ("/", 无)."""
    return squeezed in columns().nobody


def is_time(squeezed: str) -> bool:
    """Whether a cell holds a deadline and nothing else."""
    return 0 < len(squeezed) <= 24 and _TIME.fullmatch(squeezed) is not None and not squeezed.isdigit()


@lru_cache(maxsize=10_000)
def complete(name: str) -> bool:
    """Whether the words are one body's whole name, and no sentence that only ends like one."""
    if (
        not 2 <= len(name) <= 40
        or not clauses.is_party(name)
        or _VERB.match(name)
        or _BUILDS.match(name)
        or _AMOUNT.search(name)
    ):
        return False
    masked = mask_inner(name)
    bare = masked.replace("\0", "")
    # A bracket that a line break tore apart: its other half stands on another line.
    if name.count("(") != name.count(")") or len(bare) < 2 or len(bare) > 24:
        return False
    shaped = _FRONT.match(bare) is not None or _STRONG.search(bare) is not None
    return (shaped or gazetteer().knows(name)) and not _VERB.search(bare)


def first(squeezed: str) -> str:
    """The words before the first separator outside of brackets."""
    return next(_pieces(squeezed))


def goes_on(before: str, after: str) -> bool:
    """Whether words that name bodies, whole as they are, may go on with the words of the next line."""
    return before[-1] in _OPEN or after[0] in _CLOSE or reads(after) or _torn([*_pieces(before)][-1], first(after))


def _torn(last: str, first: str) -> bool:
    """Whether a line end cut one name in two: 高新区 / 管委会."""
    return clauses.goes_on_as_collective(last, first) or (not clauses.is_party(first) and complete(last + first))


def opens(said: str) -> bool:
    """Whether words open as the name of a body does, so that a torn one may go on in the next line."""
    return _PREFIX.match(said) is not None


def names(squeezed: str) -> bool:
    """Whether the words are a list of bodies and nothing else."""
    if not squeezed or len(squeezed) > _MAX_WORDS:
        return False
    pieces = [piece for piece in _pieces(squeezed) if piece]
    return bool(pieces) and all(_listed(piece) for piece in pieces)


def _pieces(squeezed: str) -> Iterator[str]:
    place = 0
    masked = mask_inner(squeezed)
    for match in _SEPARATOR.finditer(masked):
        yield squeezed[place : match.start()]
        place = match.end()
    yield squeezed[place:]


def _listed(piece: str) -> bool:
    """One body, or some that 和 or 及 joins, or one with 等… behind it."""
    bare = _TAIL.sub("", piece).removeprefix("及").removeprefix("和").removeprefix("由")
    if complete(bare):
        return True
    parties = clauses.list_parties(bare, 0, len(bare))
    joined = sum(len(party.name) for party in parties)
    return len(parties) > 1 and joined >= len(bare) - 2 * len(parties) and all(complete(p.name) for p in parties)


def clause(squeezed: str) -> bool:
    """Whether the words are a clause that gives bodies roles ("市经信局牵头,相关部门参与")."""
    if len(squeezed) > _MAX_WORDS or not CUE.search(squeezed):
        return False
    read = clauses.parse(squeezed)
    if read is None or not all(complete(party.name) for party in read.parties):
        return False
    return all(is_time(rest) or len(rest) < 2 for rest in read.leftovers)


def reads(squeezed: str) -> bool:
    """Whether a cell's words name bodies: a list or a clause."""
    return names(squeezed) or clause(squeezed)


def may_read(squeezed: str) -> bool:
    """The same in a column that is known to name bodies: one that looks like a body will do."""
    if not squeezed or len(squeezed) > 4 * _MAX_WORDS:
        return False
    if clauses.parse(squeezed) is not None:
        return True
    pieces = (part for piece in _pieces(squeezed) for part in piece.split(":"))
    return any(clauses.is_party(_TAIL.sub("", piece)) for piece in pieces if piece)


def cells(text: Text, fragments: list[Cell]) -> list[Cell]:
    """The cells that fragments make: a name broken in the middle is put together, two whole names stay apart."""
    groups: list[list[Cell]] = []
    for fragment in (part for whole in fragments for part in _parts(text, whole)):
        if groups and _belongs("".join(words(text, one).text for one in groups[-1]), words(text, fragment).text):
            groups[-1].append(fragment)
        else:
            groups.append([fragment])
    return [_whole(text, group) for group in groups]


def _parts(text: Text, cell: Cell) -> Iterator[Cell]:
    """A fragment cut at its single spaces and slashes; a name that is written with one is put together again."""
    if cell.holes:
        yield cell
        return
    folded = text.folded
    place = cell.start
    before = ""
    for match in (*_APART.finditer(folded, cell.start, cell.end), None):
        end = match.start() if match is not None else cell.end
        start, last = text.trim(place, end)
        said = folded[start:last]
        # 市民政局 伍泽国: beside a body a person is no second one.
        if start < last and not (before and complete(before) and is_person(said) and not clauses.is_party(said)):
            yield Cell(start, last)
            before = "".join(said.split())
        place = match.end() if match is not None else cell.end


def _whole(text: Text, group: list[Cell]) -> Cell:
    """One cell; where only white space lies between its fragments it needs no holes."""
    cell = join(group)
    holes = [hole for hole in cell.holes if not text.raw[hole[0] : hole[1]].isspace()]
    return Cell(cell.start, cell.end, tuple(holes))


def _belongs(before: str, after: str) -> bool:
    """Whether a fragment goes on with the one before it."""
    if not before or not after or before[-1] in _OPEN or after[0] in _CLOSE:
        return True
    last = [*_pieces(before)][-1]
    first = next(_pieces(after))
    if len(last) < 2 or not (complete(last) or clause(before)):
        return True
    if _OFFICE_OF_PARTY.search(last) and _INNER_OFFICE.match(first):
        return True
    if _torn(last, first):
        return True
    if not gazetteer().knows(last) and gazetteer().knows(last + first):
        return True
    if gazetteer().knows(first):
        return False
    if not (_listed(first) or clause(after)):
        return True
    return not gazetteer().knows(last) and _FRONT.match(first) is None and _FRONT.match(before) is not None
