"""Who gets in: passwords as scrypt keys, no other address without a login, wrong passwords slow down."""

from __future__ import annotations

import contextlib
import http.server
import io
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from streamlit.testing.v1 import AppTest

from graph.errors import EngineError, SettingError
from graph.settings import Settings
from ui import launch
from ui import passwords as passwords_module
from ui.attempts import FREE, LINE, LONGEST, LONGEST_FOR_NAME, MEMORY, MOST, Attempts
from ui.cli import main
from ui.guard import SECRETS, guard, loopback
from ui.passwords import Passwords, Person
from ui.web import access, serve
from ui.web.gate import admitted

ROOT = Path(__file__).parents[2]
GOOD = "一个够长的口令123"

SAYS = """
import os, pathlib
input()
said = [os.getcwd(), os.environ.get('QIANTOU_HOME'), os.environ.get('STREAMLIT_SERVER_ENABLE_CORS')]
pathlib.Path('said').write_text('\\n'.join(map(str, said)), encoding='utf-8')
raise SystemExit(3)
"""
"""A server that waits for the word, and writes down where it is and what is around it."""


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that takes a millisecond; what users get is held by `test_a_key_costs_what_owasp_asks`."""
    monkeypatch.setattr(passwords_module, "_N", 2**4)


COST = (passwords_module._N, passwords_module._R, passwords_module._P)


def test_a_key_costs_what_owasp_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert COST == (2**15, 8, 3)
    monkeypatch.setattr(passwords_module, "_N", COST[0])
    Passwords(tmp_path).add("张三", GOOD, may_import=False)
    assert Passwords(tmp_path).check("张三", GOOD) is not None


@pytest.fixture
def passwords(tmp_path: Path) -> Passwords:
    return Passwords(tmp_path)


def _known(passwords: Passwords, name: str, *, may_import: bool) -> Person:
    return Person(name, may_import, json.loads(passwords.path.read_text(encoding="utf-8"))[name]["salt"])


class TestPasswords:
    def test_only_name_and_password_together_get_in(self, passwords: Passwords) -> None:
        passwords.add("张三", GOOD, may_import=True)
        assert passwords.check("张三", GOOD) == _known(passwords, "张三", may_import=True)
        assert passwords.check("张三 ", GOOD) == _known(passwords, "张三", may_import=True)
        assert passwords.check("张三", GOOD + " ") is None
        assert passwords.check("李四", GOOD) is None

    def test_the_file_holds_no_password_and_is_the_owners_own(self, passwords: Passwords) -> None:
        passwords.add("张三", GOOD, may_import=False)
        content = passwords.path.read_text(encoding="utf-8")
        assert GOOD not in content
        assert passwords.path.stat().st_mode & 0o077 == 0
        passwords.add("李四", GOOD, may_import=False)
        rows = json.loads(passwords.path.read_text(encoding="utf-8"))
        assert rows["张三"]["key"] != rows["李四"]["key"]

    def test_a_new_password_takes_the_place_of_the_old_one(self, passwords: Passwords) -> None:
        passwords.add("张三", GOOD, may_import=False)
        passwords.add("张三", GOOD * 2, may_import=True)
        assert passwords.check("张三", GOOD) is None
        assert passwords.check("张三", GOOD * 2) == _known(passwords, "张三", may_import=True)

    def test_who_is_removed_gets_in_no_longer(self, passwords: Passwords) -> None:
        passwords.add("张三", GOOD, may_import=False)
        passwords.remove("张三")
        assert passwords.check("张三", GOOD) is None
        with pytest.raises(SettingError, match="没有名为“张三”的用户。现有用户：无"):
            passwords.remove("张三")

    @pytest.mark.parametrize(("name", "password"), [("", GOOD), (" ", GOOD), ("张三", "短")])
    def test_no_empty_name_and_no_short_password(self, passwords: Passwords, name: str, password: str) -> None:
        with pytest.raises(SettingError):
            passwords.add(name, password, may_import=False)
        assert passwords.names() == []

    @pytest.mark.parametrize("content", ["[]", "{", '{"张三": {}}', '{"张三": 1}'])
    def test_a_broken_file_is_said(self, passwords: Passwords, content: str) -> None:
        passwords.path.write_text(content, encoding="utf-8")
        with pytest.raises(SettingError, match="口令文件"):
            passwords.check("张三", GOOD)

    @pytest.mark.parametrize(
        ("was", "now"),
        [
            ("张三", "张四"),
            ('"may_import": false', '"may_import": true'),
            ('"may_review": false', '"may_review": true'),
            ("salt", "salt"),
        ],
    )
    def test_a_file_that_was_altered_lets_nobody_do_more(self, passwords: Passwords, was: str, now: str) -> None:
        passwords.add("张三", GOOD, may_import=False)
        content = passwords.path.read_text(encoding="utf-8")
        altered = content.replace(was, now) if was != now else content.replace('"salt": "', '"salt": "0', 1)
        passwords.path.write_text(altered, encoding="utf-8")
        with pytest.raises(SettingError, match="被改动或损坏"):
            passwords.check("张三", GOOD)

    def test_a_file_of_an_earlier_release_is_read(self, passwords: Passwords) -> None:
        passwords.add("张三", GOOD, may_import=False)
        rows = json.loads(passwords.path.read_text(encoding="utf-8"))
        del rows["张三"]["seal"]
        passwords.path.write_text(json.dumps(rows), encoding="utf-8")
        assert passwords.check("张三", GOOD) is not None


class TestGuard:
    @pytest.mark.parametrize("address", ["127.0.0.1", "127.3.2.1", "::1", "localhost"])
    def test_this_machine_needs_no_login(self, address: str, tmp_path: Path) -> None:
        assert loopback(address)
        assert guard(Settings(home=tmp_path), address) == "none"

    @pytest.mark.parametrize("address", ["0.0.0.0", "::", "10.1.2.3", "", "内网主机"])
    def test_another_address_is_refused_without_a_login(self, address: str, tmp_path: Path) -> None:
        with pytest.raises(SettingError, match="还没有设置登录。请先用 qiantou user"):
            guard(Settings(home=tmp_path), address)

    @pytest.mark.parametrize(("address", "told"), [("", "监听 全部地址 会"), ("10.1.2.3", "监听 10.1.2.3 会")])
    def test_the_address_is_told(self, address: str, told: str, tmp_path: Path) -> None:
        with pytest.raises(SettingError, match=told):
            guard(Settings(home=tmp_path), address)

    def test_a_password_file_or_oidc_opens_it(self, tmp_path: Path) -> None:
        Passwords(tmp_path).add("张三", GOOD, may_import=False)
        assert guard(Settings(home=tmp_path), "0.0.0.0") == "password"
        (tmp_path / SECRETS).write_text('[auth]\nredirect_uri = "http://x/oauth2callback"\n')
        assert guard(Settings(home=tmp_path), "0.0.0.0") == "oidc"

    def test_broken_secrets_are_said(self, tmp_path: Path) -> None:
        (tmp_path / SECRETS).write_text("[auth")
        with pytest.raises(SettingError, match="登录设置"):
            guard(Settings(home=tmp_path), "0.0.0.0")


class TestLaunch:
    def test_the_command_refuses_another_address(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["ui", "--address", "0.0.0.0", "--no-browser"]) == 1
        assert "还没有设置登录" in capsys.readouterr().err

    def test_a_port_that_is_taken_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            assert main(["ui", "--port", str(taken.getsockname()[1]), "--no-browser"]) == 1
        assert "用不了" in capsys.readouterr().err

    def test_nothing_is_told_to_anybody_outside(self, tmp_path: Path) -> None:
        options = serve.options(Settings(home=tmp_path), "127.0.0.1", 8501)
        assert options["browser.gatherUsageStats"] is False
        assert options["server.address"] == "127.0.0.1"
        assert options["client.showErrorDetails"] == "none"
        assert options["server.showEmailPrompt"] is False
        assert options["server.allowedHosts"] == ["127.0.0.1", "::1", "localhost"]
        assert "://" not in " ".join(map(str, options.values()))

    def test_every_option_that_opens_a_door_is_said(self, tmp_path: Path) -> None:
        """A settings file of the current folder, or of the user's, changes only what is not said here."""
        options = serve.options(Settings(home=tmp_path, hosts="ledger.office, "), "0.0.0.0", 8501)
        shut = {"server.enableAgentApi", "server.enableStaticServing", "global.developmentMode"}
        assert {name for name in shut if options[name] is False} == shut
        assert options["server.enableCORS"] is options["server.enableXsrfProtection"] is True
        assert options["server.trustedUserHeaders"] == {}
        assert options["server.corsAllowedOrigins"] == options["client.allowedOrigins"] == []

    def test_streamlit_knows_every_option(self, tmp_path: Path) -> None:
        config = pytest.importorskip("streamlit.config")
        for name in serve.options(Settings(home=tmp_path), "127.0.0.1", 8501):
            config.get_option(name)

    def test_the_current_folder_neither_runs_nor_sets_anything(self, tmp_path: Path) -> None:
        """Modules of the name of ours and of Streamlit's lie in the folder where `qiantou ui` is typed."""
        for name in ("streamlit", "ui", "graph", "uvicorn", "tomllib"):
            (tmp_path / f"{name}.py").write_text("import os, sys; sys.stdout.write('ran'); os._exit(0)")
        code = launch.command("127.0.0.1", 1)
        told = subprocess.run(
            [*code[: code.index("-m")], "-c", "import sys, ui.web.serve; print(sys.path[0])"],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert told.stdout.strip() == str(ROOT)

    def test_the_server_runs_in_the_data_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("STREAMLIT_SERVER_ENABLE_CORS", "false")
        monkeypatch.setattr(launch, "command", lambda *_: [sys.executable, "-c", SAYS])
        greeted: queue.SimpleQueue[tuple[str, bool]] = queue.SimpleQueue()
        monkeypatch.setattr(launch, "_greet", lambda *given: greeted.put(given))
        with launch._server(Settings(home=tmp_path), "127.0.0.1", 8501) as server:
            assert not (tmp_path / "said").exists()  # it waits for the word
            assert launch._serve(server, "http://127.0.0.1:8501", browser=True) == 3
        assert greeted.get(timeout=10) == ("http://127.0.0.1:8501", True)
        assert (tmp_path / "said").read_text(encoding="utf-8").splitlines() == [str(tmp_path), str(tmp_path), "None"]

    @pytest.mark.parametrize(
        ("address", "url"), [("127.0.0.1", "http://127.0.0.1:8501"), ("0.0.0.0", "http://127.0.0.1:8501")]
    )
    def test_it_begins_once_the_engine_answers(
        self, address: str, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        steps: list[str] = []

        @contextlib.contextmanager
        def noted(name: str) -> Iterator[None]:
            steps.append(name)
            yield
            steps.append(f"no {name}")

        def serve(_: object, told: str, *, browser: bool) -> int:
            steps.append(f"{told} {browser}")
            return 7

        monkeypatch.setattr(launch, "_check_free", lambda *_: None)
        monkeypatch.setattr(launch.guard, "guard", lambda *_: None)
        monkeypatch.setattr(launch, "_server", lambda *_: noted("server"))
        monkeypatch.setattr(launch.Store, "open", lambda *_, **__: noted("engine"))
        monkeypatch.setattr(launch, "_serve", serve)
        earlier = signal.getsignal(signal.SIGTERM)
        try:
            assert launch.run(Settings(home=tmp_path), address, 8501, browser=True) == 7
        finally:
            signal.signal(signal.SIGTERM, earlier)
        assert steps == ["server", "engine", f"{url} True", "no engine", "no server"]

    def test_without_an_engine_there_is_no_server(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        begun: list[subprocess.Popen[bytes]] = []
        start = launch._server

        @contextlib.contextmanager
        def noted(*given: Any) -> Iterator[subprocess.Popen[bytes]]:
            with start(*given) as server:
                begun.append(server)
                yield server

        def refuse(*_: object, **__: object) -> None:
            raise EngineError("没有图数据库。", "再试一次。")

        monkeypatch.setattr(launch, "command", lambda *_: [sys.executable, "-c", "input()"])
        monkeypatch.setattr(launch, "_check_free", lambda *_: None)
        monkeypatch.setattr(launch, "_server", noted)
        monkeypatch.setattr(launch.Store, "open", refuse)
        monkeypatch.setattr(signal, "signal", lambda *_: None)
        with pytest.raises(EngineError):
            launch.run(Settings(home=tmp_path), "127.0.0.1", 8501, browser=False)
        assert [server.returncode is not None for server in begun] == [True]

    def test_the_server_ends_with_the_block(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(launch, "command", lambda *_: [sys.executable, "-c", "import time; time.sleep(600)"])
        with pytest.raises(KeyError), launch._server(Settings(home=tmp_path), "127.0.0.1", 8501) as server:
            raise KeyError
        assert server.returncode == -signal.SIGTERM

    def test_ctrl_c_ends_the_server_before_the_engine(self, monkeypatch: pytest.MonkeyPatch) -> None:
        steps: list[str] = []

        class Server:
            stdin = io.BytesIO()

            def wait(self) -> int:
                steps.append("wait")
                if len(steps) == 1:
                    raise KeyboardInterrupt
                return -15

            def terminate(self) -> None:
                steps.append("terminate")

        monkeypatch.setattr(launch, "_greet", lambda *_: None)
        assert launch._serve(cast("subprocess.Popen[bytes]", Server()), "http://127.0.0.1:1", browser=False) == 0
        assert steps == ["wait", "terminate", "wait"]

    def test_a_port_that_was_just_left_is_free(self) -> None:
        """The operating system keeps it for a minute for what is still under way (TIME_WAIT)."""
        with socket.socket() as left:
            left.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            left.bind(("127.0.0.1", 0))
            left.listen()
            port = left.getsockname()[1]
            with socket.create_connection(("127.0.0.1", port)) as there:
                here, _ = left.accept()
                here.close()  # who closes first waits
                assert there.recv(1) == b""
        launch._check_free("127.0.0.1", port)

    def test_a_server_whose_starter_is_gone_does_not_begin(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(serve, "_LOADED", ())
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        monkeypatch.setattr(serve, "from_environment", lambda: pytest.fail("it begins"))
        serve.main()

    @pytest.mark.parametrize("browser", [True, False])
    def test_who_answers_is_greeted_and_shown(
        self, browser: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        asked: list[str] = []
        shown: list[str] = []

        class Healthy(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                # The first time it is still starting.
                self.send_response(200 if len(asked) > 1 else 503)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        monkeypatch.setattr("webbrowser.open", shown.append)
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        with http.server.HTTPServer(("127.0.0.1", 0), Healthy) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            url = f"http://127.0.0.1:{server.server_address[1]}"
            launch._greet(url, browser)
            server.shutdown()
        assert asked == ["/_stcore/health"] * 2
        assert shown == ([url] if browser else [])
        assert f"界面在 {url} ，" in capsys.readouterr().out

    def test_who_does_not_answer_is_not_greeted(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(launch, "_START_SECONDS", 0.2)
        monkeypatch.setattr("webbrowser.open", lambda _: pytest.fail("nothing is there"))
        launch._greet("http://127.0.0.1:9", True)
        assert not capsys.readouterr().out

    def test_a_request_to_end_ends_by_way_of_the_engine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        closed: list[bool] = []

        @contextlib.contextmanager
        def opened(*_: object, **__: object) -> Iterator[None]:
            try:
                yield
            finally:
                closed.append(True)

        monkeypatch.setattr(launch.Store, "open", opened)
        monkeypatch.setattr(launch, "_serve", lambda *_, **__: os.kill(os.getpid(), signal.SIGTERM))
        monkeypatch.setattr(launch, "command", lambda *_: [sys.executable, "-c", "input()"])
        earlier = signal.getsignal(signal.SIGTERM)
        try:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            with pytest.raises(SystemExit) as found:
                launch.run(Settings(home=tmp_path), "127.0.0.1", port, browser=False)
        finally:
            signal.signal(signal.SIGTERM, earlier)
        assert (found.value.code, closed) == (128 + signal.SIGTERM, [True])

    @pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
    def test_a_free_port_is_free(self, address: str) -> None:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            with socket.socket(family) as probe:
                probe.bind((address, 0))
                port = probe.getsockname()[1]
        except OSError:
            pytest.skip("no such address here")
        launch._check_free(address, port)

    def test_a_password_is_set_by_command(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("QIANTOU_HOME", str(tmp_path))
        monkeypatch.setattr("click.prompt", lambda *_, **__: GOOD)
        assert main(["user", "张三", "--may-import"]) == 0
        assert "可以导入文件" in capsys.readouterr().out
        assert Passwords(tmp_path).check("张三", GOOD) == _known(Passwords(tmp_path), "张三", may_import=True)
        assert main(["user", "张三", "--remove"]) == 0
        assert Passwords(tmp_path).names() == []


class TestAttempts:
    def test_the_figures_are_those_of_the_manual(self) -> None:
        """docs/interface.md and docs/reliability.md tell them to administrators."""
        assert (FREE, LONGEST, LONGEST_FOR_NAME, LINE, MEMORY, MOST) == (5, 30.0, 4.0, 60.0, 900.0, 10_000)

    def guess(self, attempts: Attempts, times: int, name: str = "王五", address: str = "10.0.0.9") -> None:
        for _ in range(times):
            attempts.failed(name, address, 0.0)

    def test_a_few_mistakes_cost_nothing(self) -> None:
        attempts = Attempts()
        self.guess(attempts, FREE - 1)
        assert attempts.wait("王五", "10.0.0.9", 0.0) == 0.0

    def test_each_further_try_from_an_address_waits_behind_the_one_before(self) -> None:
        attempts = Attempts()
        self.guess(attempts, FREE + 3)
        assert [attempts.wait(str(n), "10.0.0.9", 0.0) for n in range(3)] == [8.0, 16.0, 24.0]
        assert attempts.wait("王五", "10.0.0.9", 24.0) == 8.0

    def test_a_line_that_is_too_long_is_closed_and_opens_again(self) -> None:
        attempts = Attempts()
        self.guess(attempts, FREE + 10)
        waits = [attempts.wait("王五", "10.0.0.9", 0.0) for _ in range(5)]
        assert waits == [30.0, 60.0, 90.0, None, None]
        assert attempts.wait("王五", "10.0.0.9", 31.0) == 89.0

    def test_a_stranger_who_guesses_keeps_no_colleague_out(self) -> None:
        attempts = Attempts()
        self.guess(attempts, 1_000)
        assert attempts.wait("王五", "10.0.0.1", 0.0) == LONGEST_FOR_NAME
        assert attempts.wait("赵六", "10.0.0.1", 0.0) == 0.0

    @pytest.mark.parametrize("spelling", ["王五 ", "\t王五", "\u3000王五", "王五\n"])
    def test_a_name_is_counted_as_it_is_stored(self, spelling: str) -> None:
        attempts = Attempts()
        self.guess(attempts, 1_000, spelling)
        assert attempts.wait("王五", "10.0.0.1", 0.0) == LONGEST_FOR_NAME

    def test_letters_with_marks_are_counted_as_one(self) -> None:
        attempts = Attempts()
        self.guess(attempts, 1_000, "Zoe\u0308")
        assert attempts.wait("Zo\u00eb", "10.0.0.1", 0.0) == LONGEST_FOR_NAME

    def test_the_right_password_clears_the_name_but_not_the_address(self) -> None:
        attempts = Attempts()
        self.guess(attempts, FREE + 3)
        attempts.passed("王五 ")
        assert attempts.wait("王五", "10.0.0.1", 0.0) == 0.0
        assert attempts.wait("王五", "10.0.0.9", 0.0) == 8.0

    def test_mistakes_are_forgotten(self) -> None:
        attempts = Attempts()
        for _ in range(FREE + 3):
            attempts.failed("王五", "10.0.0.9", 1_000.0)
        assert attempts.wait("王五", "10.0.0.1", 1_000.0 + MEMORY) == LONGEST_FOR_NAME
        assert attempts.wait("王五", "10.0.0.9", 1_001.0 + MEMORY) == 0.0
        for _ in range(FREE - 1):
            attempts.failed("王五", "10.0.0.9", 1_001.0 + MEMORY)
        assert attempts.wait("王五", "10.0.0.9", 1_001.0 + MEMORY) == 0.0, "all of them are forgotten"

    def test_memory_is_bounded(self) -> None:
        attempts = Attempts()
        self.guess(attempts, FREE + 3)
        self.guess(attempts, FREE + 3, "久不来的", "10.0.0.8")
        for number in range(MOST):
            # Who goes on is not the one that was quiet longest.
            attempts.failed("王五", "10.0.0.9", 0.0)
            attempts.failed(f"生人{number}", f"10.{number}", 0.0)
        assert len(attempts) == MOST
        assert attempts.wait("王五", "10.0.0.1", 0.0) == LONGEST_FOR_NAME
        assert attempts.wait("久不来的", "10.0.0.2", 0.0) == 0.0


class TestLogin:
    """The form itself, drawn without a browser."""

    @pytest.fixture
    def form(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Form]:
        Passwords(tmp_path).add("张三", GOOD, may_import=True)
        slept: list[float] = []
        attempts = Attempts()
        monkeypatch.setattr(access, "_attempts", attempts)
        monkeypatch.setattr(access.resources, "settings", lambda: Settings(home=tmp_path))
        monkeypatch.setattr(access, "time", SimpleNamespace(monotonic=time.monotonic, sleep=slept.append))
        monkeypatch.setattr(access, "guard", lambda *_: "password")
        monkeypatch.setattr(access, "_address", lambda: "")
        yield Form(AppTest.from_function(_session), attempts, slept, tmp_path)
        admitted.note("test session id", admitted=False)

    def test_the_right_password_lets_in_and_no_other(self, form: Form) -> None:
        assert "姓名或口令不对" in form.send("张三", "不是这个口令").error[0].value
        assert form.send("张三", GOOD).text[0].value == "张三 True"

    def test_each_wrong_password_is_counted_and_the_next_waits(self, form: Form) -> None:
        for _ in range(FREE):
            form.send("张三", "不是这个口令")
        assert form.slept == [0.0] * FREE
        form.send("张三 ", "不是这个口令")
        assert form.slept[-1] == 1.0
        form.send("李四", "不是这个口令")
        assert form.slept[-1] >= 2.0

    def test_where_the_line_is_too_long_no_password_is_looked_at(self, form: Form) -> None:
        for _ in range(FREE + 10):
            form.attempts.failed("张三", "", time.monotonic())
        for _ in range(3):
            form.attempts.wait("张三", "", time.monotonic())
        assert "登录的次数太多" in form.send("张三", GOOD).error[0].value
        assert form.slept == []

    def test_the_right_password_forgets_the_wrong_ones(self, form: Form) -> None:
        for _ in range(FREE + 5):
            form.attempts.failed("张三", "10.0.0.9", time.monotonic())
        form.send("张三", GOOD)
        assert form.attempts.wait("张三", "10.0.0.1", time.monotonic()) == 0.0

    @pytest.mark.parametrize("change", ["removed", "another password", "rights"])
    def test_what_changes_in_the_file_holds_for_open_sessions(self, form: Form, change: str) -> None:
        form.send("张三", GOOD)
        passwords = Passwords(form.home)
        if change == "removed":
            passwords.remove("张三")
        elif change == "another password":
            passwords.add("张三", GOOD * 2, may_import=True)
        else:
            rows = passwords._read()
            login = replace(rows["张三"], may_import=False)
            passwords._write({"张三": passwords_module._sealed("张三", login)})
        shown = form.test.run()
        assert [text.value for text in shown.text] == (["张三 False"] if change == "rights" else [])
        assert len(shown.text_input) == (0 if change == "rights" else 2)

    def test_only_who_may_import_has_uploads_taken(self, form: Form) -> None:
        assert "test session id" not in admitted
        form.send("张三", GOOD)
        assert "test session id" in admitted
        Passwords(form.home).add("张三", GOOD, may_import=False)
        form.test.run()
        assert "test session id" not in admitted


class TestOidc:
    @pytest.mark.parametrize(
        ("user", "importers", "person"),
        [
            ({"is_logged_in": False}, "a@x", None),
            ({"is_logged_in": True, "email": "a@x"}, "a@x", Person("a@x", may_import=True)),
            ({"is_logged_in": True, "email": "b@x"}, "a@x", Person("b@x", may_import=False)),
            ({"is_logged_in": True, "email": "b@x"}, " a@x , b@x", Person("b@x", may_import=True)),
            ({"is_logged_in": True, "email": "b@x"}, "", Person("b@x", may_import=False)),
            ({"is_logged_in": True, "name": "乙"}, "乙", Person("乙", may_import=False)),
            ({"is_logged_in": True}, "", Person("", may_import=False)),
            ({"is_logged_in": True, "email": ""}, ",", Person("", may_import=False)),
            ({"is_logged_in": True, "email": "a@x", "email_verified": False}, "a@x", Person("a@x", may_import=False)),
        ],
    )
    def test_rights_go_by_the_address_that_the_provider_vouches_for(
        self, user: dict[str, Any], importers: str, person: Person | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(access.st, "user", User(user))
        monkeypatch.setattr(access, "guard", lambda *_: "oidc")
        monkeypatch.setattr(access.resources, "settings", lambda: Settings(home=Path("x"), importers=importers))
        assert access.person() == person
        swapped = person and replace(person, may_import=False, may_review=person.may_import)
        monkeypatch.setattr(access.resources, "settings", lambda: Settings(home=Path("x"), reviewers=importers))
        assert access.person() == swapped
        assert not access.local(), "whoever has neither name nor address is not at this computer"


class User(dict[str, Any]):
    """Stands for `st.user`."""

    @property
    def is_logged_in(self) -> bool:
        return bool(self["is_logged_in"])


@dataclass
class Form:
    """The login form of a session."""

    test: AppTest
    attempts: Attempts
    slept: list[float]
    home: Path

    def send(self, name: str, password: str) -> AppTest:
        shown = self.test if len(self.test.text_input) else self.test.run(timeout=30)
        shown.text_input[0].set_value(name)
        shown.text_input[1].set_value(password)
        return shown.button[0].click().run(timeout=30)


def _session() -> None:
    import streamlit as st

    from ui.web import access

    person = access.person()
    if person is None:
        access.log_in()
    else:
        st.text(f"{person.name} {person.may_import}")
