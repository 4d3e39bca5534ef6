"""Click speaks English; these classes and sentences say the same in Chinese."""

from __future__ import annotations

import click
from click.exceptions import BadParameter, MissingParameter, NoSuchCommand, NoSuchOption, UsageError


class Command(click.Command):
    """A command whose help is in Chinese."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, purpose and options."""
        _write_help(self, ctx, formatter, " ".join(_pieces(self, ctx)))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Chinese."""
        return _in_chinese(super().get_help_option(ctx))


class Group(click.Group):
    """A group of commands whose help is in Chinese."""

    command_class = Command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, purpose, options and commands."""
        _write_help(self, ctx, formatter, "命令 ...")
        with formatter.section("命令"):
            formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in self.commands.items()])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Chinese."""
        return _in_chinese(super().get_help_option(ctx))


def _in_chinese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这段说明"
    return option


def _pieces(command: click.Command, ctx: click.Context) -> list[str]:
    return ["[选项]", *(p.make_metavar(ctx) for p in command.get_params(ctx) if isinstance(p, click.Argument))]


def _write_help(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter, pieces: str) -> None:
    formatter.write_usage(ctx.command_path, pieces, prefix="用法：")
    formatter.write_paragraph()
    formatter.write_text(command.help or "")
    options = [p for p in command.get_params(ctx) if isinstance(p, click.Option)]
    records = [record for p in options if (record := p.get_help_record(ctx)) is not None]
    with formatter.section("选项"):
        formatter.write_dl(records)


def usage_error(error: UsageError) -> str:
    """What is wrong with a command line, and what to do."""
    command = error.ctx.command_path if error.ctx is not None else "qiantou"
    return f"{_happened(error)}用 {command} --help 查看用法。"


def _happened(error: UsageError) -> str:
    match error:
        case MissingParameter():
            return f"缺少 {_named(error)}。"
        case BadParameter():
            return f"{_named(error)} 的值不对（{error.message}）。"
        case NoSuchOption():
            near = f"是否要写 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}。{near}"
        case NoSuchCommand():
            return f"没有命令 {error.command_name}。"
        case _:
            return f"命令行写得不对（{error.message}）。"


def _named(error: BadParameter) -> str:
    if error.param is None or error.ctx is None:
        return str(error.param_hint or "参数")
    return error.param.opts[0] if isinstance(error.param, click.Option) else error.param.make_metavar(error.ctx)
