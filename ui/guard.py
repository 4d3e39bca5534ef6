"""How people log in, by the address that the interface listens on."""

from __future__ import annotations

import ipaddress
import tomllib
from pathlib import Path
from typing import Literal

from graph.errors import SettingError
from graph.settings import Settings
from ui.passwords import Passwords

Guard = Literal["none", "oidc", "password"]

SECRETS = "secrets.toml"
"""File in the data folder with the `[auth]` section that Streamlit's OIDC login reads."""


def loopback(address: str) -> bool:
    """Whether only this machine can reach an address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def guard(settings: Settings, address: str) -> Guard:
    """How people log in on a server that listens on an address.

    Raises:
        SettingError: other machines can reach it, and no login is set up.
    """
    if loopback(address):
        return "none"
    if _has_oidc(settings.home / SECRETS):
        return "oidc"
    if Passwords(settings.home).names():
        return "password"
    raise SettingError(
        f"监听 {address or '全部地址'} 会让其他电脑也能打开界面，但还没有设置登录。",
        f"请先用 qiantou user 姓名 设置口令，或在 {settings.home / SECRETS} 中配置 OIDC；"
        "只在本机使用时不要写 --address。",
    )


def _has_oidc(secrets: Path) -> bool:
    try:
        return "auth" in tomllib.loads(secrets.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise SettingError(f"登录设置 {secrets} 读不了（{error}）。", "请检查文件的权限和 TOML 写法。") from error
