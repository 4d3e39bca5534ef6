"""What a document says of its own validity and of other documents: forms, one line each, the wrong ones too."""

from __future__ import annotations

import pytest

from graph.timeline import Edition, Ending, standing
from loaders.extract import Extraction, extract
from loaders.page.text import Text

LETTER = """益阳市人民政府办公室关于印发《益阳市水网建设管理办法》的通知

各区县人民政府：

{words}

益阳市人民政府办公室
{date}
"""


def read(words: str, date: str = "2023年9月1日") -> Extraction:
    return extract(Text(LETTER.format(words=words, date=date), "a.txt"))


TIMES = [
    ("本办法自印发之日起施行，有效期5年。", "2023年9月1日", "", "2028-08-31"),
    ("本办法自印发之日起施行，有效期为五年。", "2024年2月29日", "", "2029-02-28"),
    ("本办法自2023年10月1日起施行，有效期五年。", "2023年9月1日", "2023-10-01", "2028-09-30"),
    ("自2023年10月1日起施行，有效期至2025年12月31日。", "2023年9月1日", "2023-10-01", "2025-12-31"),
    ("本办法自印发之日起30日后施行。", "2023年9月1日", "2023-10-01", ""),
    ("本办法自发布之日起施行，试行期2年。", "2023年9月1日", "", "2025-08-31"),
    ("本办法自印发之日起施行。", "2023年9月1日", "", ""),
    # What is said of other things is not the document's own.
    ("《益阳市渠道条例》自2021年1月1日起施行。", "2023年9月1日", "", ""),
    ("取水许可证有效期5年。换证须提前申请。", "2023年9月1日", "", ""),
    ("合同期限为3年，至2026年1月1日。", "2023年9月1日", "", ""),
]


@pytest.mark.parametrize(("words", "date", "starts", "ends"), TIMES)
def test_how_long_a_document_holds(words: str, date: str, starts: str, ends: str) -> None:
    document = read(words, date).document
    assert (document.starts, document.ends) == (starts, ends)


REFERENCES = [
    ("原《益阳市灌渠管理办法》（益政办发〔2018〕7号）同时废止。", [("废止", "益政办发〔2018〕7号")]),
    (
        "《益阳市灌渠管理办法》《益阳市河堤管理办法》予以废止。",
        [("废止", "益阳市|灌渠管理办法"), ("废止", "益阳市|河堤管理办法")],
    ),
    ("原《灌渠管理办法》自行废止。", [("废止", "益阳市|灌渠管理办法")]),
    ("我办对《益阳市水网建设管理办法》进行了修订。", [("修订", "益阳市|水网建设管理办法")]),
    ("现将修订后的《益阳市水网建设管理办法》印发给你们。", [("修订", "益阳市|水网建设管理办法")]),
    ("根据《湖南省水网建设条例》，制定本办法。", [("依据", "湖南省|水网建设条例")]),
    ("现将《湖南省水网建设总体方案》转发给你们，请遵照执行。", [("转发", "湖南省|水网建设总体方案")]),
    ("现将《益阳市水网建设管理办法》印发给你们。", []),
    ("与《益阳市灌渠管理办法》不一致的，以本办法为准。", []),
    ("《益阳市灌渠管理办法》第五条同时废止。", []),
    ("未按《益阳市灌渠管理办法》缴费的，停止供水。", []),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), REFERENCES)
def test_what_a_document_says_of_others(words: str, expected: list[tuple[str, str]]) -> None:
    found = read(words)
    said = [one for one in found.statements if one.rule.startswith("editions:")]
    assert [(one.relation, one.object.id) for one in said] == expected
    for one in said:
        assert found.text.raw[one.start : one.end] == one.quote
        assert one.quote == words


def test_a_partial_amendment_is_told_and_not_applied() -> None:
    found = read("将《益阳市灌渠管理办法》第三条修改为：“灌渠由市水利局管理”。")
    reasons = [signal.reason for signal in found.signals]
    assert "这是对其他文件的部分修改，没有并入原文件，请对照原文件阅读" in reasons
    assert not [one for one in found.statements if one.rule.startswith("editions:")]


@pytest.mark.parametrize(
    ("title", "period"),
    [("益阳市水网建设方案（2024-2026年）", "2024-2026"), ("益阳市2023年重点工作方案", "2023"), ("益阳市水网方案", "")],
)
def test_the_years_that_a_plan_is_for(title: str, period: str) -> None:
    text = f"{title}\n\n益阳市人民政府\n2023年9月1日\n"
    assert extract(Text(text, "a.txt")).document.period == period


def test_a_document_that_repeals_a_loaded_one_by_number_or_by_title() -> None:
    old = extract(Text("益政办发〔2018〕7号\n\n益阳市灌渠管理办法\n\n益阳市人民政府办公室\n2018年3月1日\n", "b.txt"))
    for words in (REFERENCES[0][0], "原《益阳市灌渠管理办法》同时废止。"):
        found = read(words)
        [said] = [one for one in found.statements if one.relation == "废止"]
        documents = [old.document, found.document]
        editions = [Edition(d.id, d.work, d.stage, d.date, d.starts, d.ends, d.number) for d in documents]
        ending = Ending(said.document, said.relation, said.object.id, said.quote)
        assert standing(editions, [ending], "2023-08-31")[old.document.id].state == "现行"
        state = standing(editions, [ending], "2023-09-01")[old.document.id]
        assert (state.state, state.by, state.quote) == ("已废止", found.document.id, words)
