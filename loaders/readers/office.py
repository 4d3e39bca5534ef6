"""Files of old office programs: LibreOffice, where it is installed, turns them into docx."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from graph.errors import ReadError
from loaders.readers.formats import Format
from loaders.readers.limits import Limits

_PROGRAMS = ("soffice", "libreoffice")
_USUAL = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_PASSED_ON = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
# No macros, no links to what lies elsewhere; and should a file bring LibreOffice to call out all the same, the proxy is
# a port on which nothing listens.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"
 oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName"
 oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort"
 oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName"
 oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort"
 oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return found or next((str(path) for path in _USUAL if path.exists()), None)


def convert(content: bytes, name: str, form: Format, limits: Limits) -> bytes:
    """A file as docx.

    Args:
        content: of the file.
        name: for messages.
        form: what it is.

    Raises:
        ReadError: LibreOffice is not installed, does not open the file, or takes too long.
    """
    soffice = program()
    if soffice is None:
        raise ReadError(
            f"“{name}”是{form.caption}，读它需要 LibreOffice。",
            "请安装 LibreOffice 后再读入，或用 Word、WPS 另存为 .docx。",
        )
    with tempfile.TemporaryDirectory(prefix="qiantou-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source, profile = place / f"in{form.suffixes[0]}", place / "profile"
        source.write_bytes(content)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        _run(soffice, profile, source, name, limits)
        made = place / "out" / "in.docx"
        if not made.is_file():
            raise ReadError(f"LibreOffice 打不开“{name}”。", "可能已损坏或有密码；请用 Word、WPS 打开后另存为 .docx。")
        if made.stat().st_size > limits.size:
            raise ReadError(f"“{name}”转换后过大。", "请拆成几份再读入，或调大 QIANTOU_READ_SIZE。")
        return made.read_bytes()


def _run(soffice: str, profile: Path, source: Path, name: str, limits: Limits) -> None:
    kept = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    command = [
        soffice,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", "docx:Office Open XML Text", "--outdir", str(source.parent / "out"), str(source)),
    ]
    process = subprocess.Popen(  # noqa: S603 (a program that the user installed)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**kept, "HOME": str(source.parent), "TMPDIR": str(source.parent), "SAL_USE_VCLPLUGIN": "svp"},
        start_new_session=True,
    )
    _confine(process.pid, limits)
    try:
        process.wait(timeout=limits.seconds)
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            f"LibreOffice 转换“{name}”超过 {limits.seconds:g} 秒，已停止。",
            "请用 Word、WPS 另存为 .docx 再读入，或调大 QIANTOU_READ_SECONDS。",
        ) from error
    finally:
        _kill(process)


def _confine(process: int, limits: Limits) -> None:
    """What LibreOffice writes stays below the size of a file; it needs more memory than our own readers."""
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(process, resource.RLIMIT_FSIZE, (limits.size, limits.size))
            memory = 4 * limits.memory
            resource.prlimit(process, resource.RLIMIT_AS, (memory, memory))


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
