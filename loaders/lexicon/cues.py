"""The words that announce a responsibility. Everything here is a word of the trade, never a name from one document."""

from __future__ import annotations

import re

# Printers break lines and pages anywhere, some pages set 牵 头 with a space, some print the reading of a character.
_GAP = r"(?:\s|[—-]\s*\d+\s*[—-]|\([^()\u4e00-\u9fff]{1,8}\))*"


def spaced(*words: str) -> str:
    """A pattern for any of the words, with gaps between their characters."""
    return f"(?:{_branches(*words)})"


def _branches(*words: str, tail: str = "") -> str:
    """The same without a group; a search is three times as fast where each branch begins with a letter of its own."""
    return "|".join(_GAP.join(word) + tail for word in words)


_OF_PEOPLE = "[力民才员大社患畜均居防]"
"""What makes 人 the beginning of a word behind 负责: 负责人才引进, 负责人患疫病监测."""

# The look-behind stands after the first character, not before it, for the same reason.
CUE = re.compile(
    rf"{_branches('牵头', '配合', '会同', '责任单位', '责任部门', '责任主体', '主办单位', '主办部门')}"
    rf"|协(?<!政协)(?<!科协){_GAP}办|负(?<!人负){_GAP}责(?!人(?!{_OF_PEOPLE})|同志)|按(?:照)?(?:各自)?职责"
    r"|承办(?:单位|部门)(?=\s*:)|会办(?![公事])|(?<=[局委办厅部队])协助(?=[省市县区州])"
)
"""A duty cue: each ends as an edge, as a listed non-duty or as a signal."""

_ROLE_WORD = spaced(
    "牵头", "负责", "配合", "参与", "参加", "协办", "协同", "协助", "主办", "主责", "责任单位", "责任部门", "落实"
)
WEAK_LABEL = re.compile(
    _branches(
        *("落实", "实施", "承办", "参与", "主责", "完成", "责任", "主办", "会办"), tail=r"(?:[单部科处][位门室])?\s*:"
    )
)
"""A label too weak to be a cue in running text; a bracket that holds it, or a cue, is read as a clause."""

NO_DUTY_BEHIND = rf"的|同志|制(?![定订造作止])|人(?!{_OF_PEOPLE})|者|权"
"""What makes another word of a duty word before it: 负责人, 负责制, 牵头的; but not 负责人才引进, 负责制定方案."""

DUTY_BRACKET = re.compile(rf"[(〔\[【](?:[^()〔〕\[\]【】]|[(〔\[][^()〔〕\[\]]*[)〕\]]){{0,600}}?{_ROLE_WORD}")
"""An opening bracket whose inside, before it closes, holds a word for a role."""

# What a label says of the parties behind it; the longest word that fits counts.
LABELS: dict[str, str] = {
    **dict.fromkeys(("牵头", "主办", "主责", "总牵头", "牵头责任", "第一责任", "责任牵头", "牵头负责", "组长"), "牵头"),
    **dict.fromkeys(
        (
            "配合",
            "协办",
            "协助",
            "参与",
            "参加",
            "协作",
            "协同",
            "配合责任",
            "配合实施",
            "协同配合",
            "协助配合",
            "责任配合",
            "会办",
            "成员",
            "第二责任",
            "第三责任",
        ),
        "配合",
    ),
    **dict.fromkeys(
        ("责任", "负责", "落实", "实施", "承办", "承担", "完成", "责任落实", "落实责任", "主要责任"), "负责"
    ),
    **dict.fromkeys(("指导", "督导", "督办"), "指导"),
    **dict.fromkeys(("联系", "对口联系", "挂钩联系"), "联系"),
    **dict.fromkeys(("考核", "考评", "负责考核", "考核责任"), "考核"),
}
_NOUNS = (
    *("主体", "单位和部门", "部门和单位", "单位及部门", "单位", "部门", "机构", "处室", "科室", "股室", "站所", "所站"),
    *("镇街", "乡镇", "县区", "区县", "地区"),
)
AND_WHO = r"(?:\((?:单位|部门)\)|[及和与、/](?:具体|主要)?(?:责任|负责|联系)人(?:员)?)"
"""What a label may name beside the bodies: 责任单位及责任人."""
LABEL = rf"(?:{'|'.join(sorted(LABELS, key=len, reverse=True))})(?:{'|'.join(_NOUNS)})"
"""A label as it stands in squeezed text: 牵头单位, 责任部门 ..."""

# No optional bracket in front: a pattern that begins with a fixed set of characters is searched three times as fast.
LABEL_IN_TEXT = re.compile(
    rf"(?:{spaced(*sorted(LABELS, key=len, reverse=True))}{_GAP}{spaced(*_NOUNS)}{_GAP}(?:{AND_WHO}{_GAP})?"
    r"|(?:牵头|配合|主办|协办|承办|负责|参与)(?<=[【\[〔]..)(?=[】\]〕]))"
    r"(?P<close>[】\]〕]\s*:?|[:为]|是(?!指))"
)
"""A label in text as read, gaps inside: "责任\\n单位:", or "责任单位】", "牵头】" behind an opening bracket."""

LABEL_HINT = re.compile(r"[位门构室体所站街镇区县人]\s*(?:\([^()\n]*\))?\s*[】\]〕:为是]|[头合办责与][】\]〕]")
"""What every label ends in: much cheaper to look for, and most plans have none."""

OTHER_LABEL = (
    r"(?:(?:主管|分管|责任|联系|牵头|市级|县级|包保|挂点|联点)?领导|(?:第一|主要|直接|具体|项目|工作|企业)?责任人员?|负责人|联系人|联络人|联系电话|完成[时期][限间]|时[限间](?:要求|节点|进度)?"
    r"|(?:工作|进度|时间)(?:安排|进度|节点|要求)|(?:工作|目标|主要|年度|整改|具体)(?:目标|任务|内容|举措|措施|要求)|(?:实际|目前)?(?:完成|进展)情况|成果形式|备注|依据|督办人|(?:主要|工作|具体|岗位|小组)?职责(?:任务)?)"
)
"""A label whose words are people, dates or tasks, not bodies."""
