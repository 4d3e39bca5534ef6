"""Sets up 牵头图谱 in this folder, without a network and without administrator's rights, and opens it."""

import json
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).resolve().parent
ENV, DATA, WHEELS = HERE / "env", HERE / "data", HERE / "wheels"
READY = ENV / ".ready"


def say(words: str) -> None:
    print(words, flush=True)


def stop(words: str) -> NoReturn:
    say(f"错误：{words}")
    raise SystemExit(1)


def check(package: dict[str, str]) -> None:
    """Whether the wheels fit this interpreter."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    system = {"Linux": "linux", "Windows": "windows"}.get(platform.system(), platform.system())
    if system != package["system"]:
        stop(f"这个包是 {package['system']} 用的，这台电脑是 {system}。请换用对应的包。")
    if version != package["python"]:
        wanted = package["python"]
        stop(f"这个包要用 Python {wanted}，找到的是 {version}。请安装 Python {wanted}，或换用对应的包。")
    if sys.maxsize < 2**32:
        stop("这个包要用 64 位的 Python，找到的是 32 位的。")


def set_up() -> Path:
    """The environment in this folder; gives its interpreter."""
    embedded = HERE / "python" in Path(sys.executable).resolve().parents
    python = Path(sys.executable) if embedded else ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = (HERE / "requirements.txt").read_text(encoding="utf-8") + str(HERE)
    if READY.is_file() and READY.read_text(encoding="utf-8") == wanted:
        return python
    begun = time.monotonic()
    say("第一次启动：正在本文件夹中安装，约需一分钟……")
    shutil.rmtree(ENV, ignore_errors=True)
    where = []
    if embedded:
        where = ["--target", str(ENV / "site-packages")]
    else:
        import venv

        venv.create(ENV, with_pip=False)
    pip = next(WHEELS.glob("pip-*.whl"))
    command = [str(python), str(pip / "pip"), "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    command += ["--no-index", "--no-warn-script-location", "--find-links", str(WHEELS), "--require-hashes", "--no-deps"]
    command += ["-r", str(HERE / "requirements.txt"), *where]
    done = subprocess.run(command, env={**os.environ, "PYTHONUTF8": "1"})
    if done.returncode:
        stop("没有装成；请把上面的文字交给管理员。磁盘要有 1.5 GB 空间。")
    READY.write_text(wanted, encoding="utf-8")
    say(f"装好了，用了 {time.monotonic() - begun:.0f} 秒。")
    return python


def main() -> int:
    check(json.loads((HERE / "package.json").read_text(encoding="utf-8")))
    python = set_up()
    DATA.mkdir(exist_ok=True)
    environment = {**os.environ, "QIANTOU_HOME": os.environ.get("QIANTOU_HOME", str(DATA)), "PYTHONUTF8": "1"}
    arguments = sys.argv[1:] or ["ui"]
    if arguments == ["ui"]:
        say("正在打开界面……关闭这个窗口就是退出。")
    try:
        return subprocess.run([str(python), "-X", "utf8", "-m", "qiantou", *arguments], env=environment).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
