"""Who gets in: passwords as scrypt keys, no other address without a login, a pause after wrong passwords."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from graph.errors import SettingError
from graph.settings import Settings
from ui import launch
from ui.cli import main
from ui.guard import SECRETS, guard, loopback
from ui.passwords import Passwords, Person
from ui.web import access

GOOD = "一个够长的口令123"


@pytest.fixture
def passwords(tmp_path: Path) -> Passwords:
    return Passwords(tmp_path)


class TestPasswords:
    def test_only_name_and_password_together_get_in(self, passwords: Passwords) -> None:
        passwords.add("张三", GOOD, may_import=True)
        assert passwords.check("张三", GOOD) == Person("张三", may_import=True)
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
        assert passwords.check("张三", GOOD * 2) == Person("张三", may_import=True)

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


class TestGuard:
    @pytest.mark.parametrize("address", ["127.0.0.1", "127.3.2.1", "::1", "localhost"])
    def test_this_machine_needs_no_login(self, address: str, tmp_path: Path) -> None:
        assert loopback(address)
        assert guard(Settings(home=tmp_path), address) == "none"

    @pytest.mark.parametrize("address", ["0.0.0.0", "::", "10.1.2.3", "", "内网主机"])
    def test_another_address_is_refused_without_a_login(self, address: str, tmp_path: Path) -> None:
        with pytest.raises(SettingError, match="还没有设置登录。请先用 qiantou user"):
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
        words = launch.command(Settings(home=tmp_path), "127.0.0.1", 8501)
        options = dict(zip(words[5::2], words[6::2], strict=True))
        assert options["--browser.gatherUsageStats"] == "false"
        assert options["--server.address"] == "127.0.0.1"
        assert options["--client.showErrorDetails"] == "none"
        assert options["--server.showEmailPrompt"] == "false"
        assert "://" not in " ".join(words)

    def test_a_password_is_set_by_command(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("QIANTOU_HOME", str(tmp_path))
        monkeypatch.setattr("click.prompt", lambda *_, **__: GOOD)
        assert main(["user", "张三", "--may-import"]) == 0
        assert "可以导入文件" in capsys.readouterr().out
        assert Passwords(tmp_path).check("张三", GOOD) == Person("张三", may_import=True)
        assert main(["user", "张三", "--remove"]) == 0
        assert Passwords(tmp_path).names() == []


def test_after_some_wrong_passwords_a_name_has_to_wait() -> None:
    for second in range(access.TRIES):
        assert access.waiting("王五", second) == 0
        access.failed("王五", second)
    assert access.waiting("王五", 5) == access.PAUSE - 5
    assert access.waiting("赵六", 5) == 0
    assert access.waiting("王五", access.PAUSE + 1) == 0
