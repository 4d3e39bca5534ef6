"""Files that hold files: archives of all kinds, mails with attachments; each member by its name, in memory."""

from __future__ import annotations

import io
import struct
import tarfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from loaders.readers import Failure, Skipped, discover, read_all

GOOD = "一、建园区。（市工信局牵头）"


def found(path: Path) -> dict[str, str]:
    """What is read of a file, by name; an error's words where there are none."""
    sources, skipped = discover([path])
    read = {
        source.name: str(one.error) if isinstance(one, Failure) else one.raw
        for source, one in zip(sources, read_all(sources), strict=True)
    }
    return {**read, **{one.name: one.reason for one in skipped if isinstance(one, Skipped)}}


def letter(*, html: str = "", text: str = "", attached: dict[str, bytes] | None = None) -> bytes:
    """A mail."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.org", "b@example.org", "报送方案"
    made.set_content(text or "\n", charset="gb2312" if text else "utf-8")
    if html:
        made.add_alternative(html, subtype="html", charset="gb2312")
    for name, content in (attached or {}).items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def test_a_mail_is_its_letter_and_its_attachments(tmp_path: Path) -> None:
    path = tmp_path / "报送.eml"
    path.write_bytes(letter(text=GOOD, attached={"方案.txt": GOOD.encode(), "说明.exe": b"x"}))
    assert found(path) == {
        "报送.eml/正文.txt": f"\ufeff{GOOD}\n",
        "报送.eml/方案.txt": GOOD,
        "报送.eml/说明.exe": "不读 .exe 文件",
    }


def test_of_a_letter_in_two_forms_the_page_is_read_and_an_empty_letter_is_none(tmp_path: Path) -> None:
    (tmp_path / "页.eml").write_bytes(letter(text="见网页", html=f"<p>{GOOD}</p>"))
    (tmp_path / "空.eml").write_bytes(letter(attached={"方案.txt": GOOD.encode()}))
    assert found(tmp_path) == {"页.eml/正文.html": GOOD, "空.eml/方案.txt": GOOD}


def test_a_mail_inside_a_mail(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "c@example.org", "转"
    inner.set_content(GOOD)
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "a@example.org", "转发"
    outer.set_content("请阅")
    outer.add_attachment(inner)
    path = tmp_path / "转.eml"
    path.write_bytes(outer.as_bytes())
    assert [words for name, words in found(path).items() if name.endswith(".eml/正文.txt") and name.count("/") > 1] == [
        f"\ufeff{GOOD}\n"
    ]


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE file ([MS-CFB]) of storages and streams, each stream in whole sectors of its own."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    entries: list[tuple[str, int, list[int], bytes]] = [("Root Entry", 5, [], b"")]
    for path, content in streams.items():
        above = 0
        for name in (*path.split("/")[:-1],):
            known = next((n for n in entries[above][2] if entries[n][0] == name), None)
            if known is None:
                entries.append((name, 1, [], b""))
                known = len(entries) - 1
                entries[above][2].append(known)
            above = known
        entries.append((path.split("/")[-1], 2, [], content.ljust(4096, b" " if path.endswith("37010102") else b"\0")))
        entries[above][2].append(len(entries) - 1)
    data, fat, starts = b"", [0xFFFFFFFD], {}
    for number, (_, kind, _, content) in enumerate(entries):
        if kind == 2:
            count = -(-len(content) // sector)
            starts[number] = len(fat)
            fat.extend([*range(len(fat) + 1, len(fat) + count), end])
            data += content.ljust(count * sector, b"\0")
    directory = len(fat)
    made = b""
    for number, (name, kind, children, content) in enumerate(entries):
        coded = name.encode("utf-16-le") + b"\0\0"
        # Siblings hang on each other to the right, which readers walk whatever the order is.
        sibling = next((c[c.index(number) + 1] for _, _, c, _ in entries if number in c and number != c[-1]), free)
        made += coded.ljust(64, b"\0") + struct.pack(
            "<HBBIII16sIQQIQ",
            len(coded),
            kind,
            1,
            free,
            sibling,
            children[0] if children else free,
            b"",
            0,
            0,
            0,
            starts.get(number, end if kind == 5 else 0),
            len(content),
        )
    made = made.ljust(-(-len(made) // sector) * sector, b"\0")
    count = len(made) // sector
    fat.extend([*range(directory + 1, directory + count), end])
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(sector, b"\xff")
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, 4096, end, 0, end, 0, 0)
    )
    return head.ljust(sector, b"\xff") + table + data + made


def test_a_mail_of_outlook(tmp_path: Path) -> None:
    path = tmp_path / "报送.msg"
    path.write_bytes(
        compound(
            {
                "__properties_version1.0": b"",
                "__substg1.0_1000001F": GOOD.encode("utf-16-le"),
                "__attach_version1.0_#00000000/__substg1.0_3707001F": "方案.txt".encode("utf-16-le"),
                "__attach_version1.0_#00000000/__substg1.0_37010102": GOOD.encode(),
            }
        )
    )
    read = {name: words.strip("\ufeff\0 ") for name, words in found(path).items()}
    assert read == {"报送.msg/正文.txt": GOOD, "报送.msg/方案.txt": GOOD}


@pytest.mark.parametrize("packing", ["", "gz", "bz2", "xz"])
def test_tars(tmp_path: Path, packing: str) -> None:
    path = tmp_path / (f"包.tar.{packing}" if packing else "包.tar")
    with tarfile.open(path, f"w:{packing}") as archive:  # type: ignore[call-overload]
        for name in ("方案.txt", "内/方案.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(GOOD.encode())
            archive.addfile(info, io.BytesIO(GOOD.encode()))
        link = tarfile.TarInfo("链.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    read = found(path)
    assert read.pop(f"{path.name}/链.txt").startswith(f"“{path.name}”中的“链.txt”是链接或设备")
    assert read == {f"{path.name}/方案.txt": GOOD, f"{path.name}/内/方案.txt": GOOD}


def test_7z(tmp_path: Path) -> None:
    py7zr = pytest.importorskip("py7zr")
    path = tmp_path / "包.7z"
    with py7zr.SevenZipFile(path, "w") as archive:
        archive.writestr(GOOD.encode(), "方案.txt")
        archive.writestr(GOOD.encode(), "内/方案.txt")
    assert found(path) == {"包.7z/方案.txt": GOOD, "包.7z/内/方案.txt": GOOD}


def test_rar(tmp_path: Path) -> None:
    rars = pytest.importorskip("rars")
    made = rars.RarBuilder()
    made.add_bytes(GOOD.encode(), "方案.txt")
    path = tmp_path / "包.rar"
    path.write_bytes(made.to_bytes())
    assert found(path) == {"包.rar/方案.txt": GOOD}


@pytest.mark.parametrize("name", ["包.7z", "包.rar"])
def test_without_its_library_the_message_names_the_extra(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from graph.errors import ReadError
    from loaders.readers import containers
    from loaders.readers.limits import Limits

    for library in ("py7zr", "rars"):
        monkeypatch.setitem(sys.modules, library, None)
    start = b"7z\xbc\xaf\x27\x1c" if name.endswith("7z") else b"Rar!\x1a\x07\x01\x00"
    with pytest.raises(ReadError, match=r"qiantou\[archives\]"):
        containers.members(start, name, Limits.of())


def test_a_name_that_is_not_utf8_is_read_and_shown_as_windows_writes_it(tmp_path: Path) -> None:
    name = "方案.txt".encode("gb18030")
    try:
        Path(tmp_path, name.decode("utf-8", "surrogateescape")).write_text(GOOD, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    Path(tmp_path, "另.txt").write_text(GOOD, encoding="utf-8")
    assert found(tmp_path) == {"方案.txt": GOOD, "另.txt": GOOD}


@pytest.mark.parametrize(
    ("name", "program"), [("a.ceb", "Apabi"), ("a.gd", "书生"), ("a.sep", "书生"), ("a.uof", "WPS"), ("a.dps", "WPS")]
)
def test_what_is_not_read_is_named_with_the_program_that_exports_it(tmp_path: Path, name: str, program: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x01\x02 content")
    assert program in found(path)[name]
