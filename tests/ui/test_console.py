"""What the command line prints of documents: their words, and nothing that steers a terminal or is markup."""

from __future__ import annotations

import pytest

from ui import console


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("抓项目[bold]建设[/bold]", "抓项目[bold]建设[/bold]"),
        ("\\[bold red]红", "\\[bold red]红"),
        ("[link=http://evil.example]点[/link]", "[link=http://evil.example]点[/link]"),
        ("尾\\", "尾\\"),
        (":warning: 抓", ":warning: 抓"),
        ("\x1b]0;标题\x07\x1b[2J清屏", "\\x1b]0;标题\\x07\\x1b[2J清屏"),
        ("\x9b31m红", "\\x9b31m红"),
        ("甲\u202e乙丙\u202c", "甲\\u202e乙丙\\u202c"),
        ("半\ud800个", "半\\ud800个"),
        ("一\t二", "一\t二"),
    ],
)
def test_words_of_a_document_are_only_words(said: str, shown: str) -> None:
    with console.out.capture() as line, console.err.capture() as error:
        console.line(said)
        console.error(said)
    # Tabs are for the eye: rich puts blanks in their place.
    assert line.get().split() == shown.split()
    assert error.get().split() == f"错误：{shown}".split()
    with console.out.capture() as table:
        console.table("", ["文字"], [[said]])
    assert not set(table.get()) & set("\x1b\x9b\u202e\ud800")
    assert "文字" in table.get()
    assert shown.split()[0][:3] in table.get()
