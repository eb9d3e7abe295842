"""Completion of commands, options and codes with the tab key.

The scripts are click's; they call the program itself to ask what could follow. Nothing is installed: a script is
printed, and the user says where it goes.
"""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete, get_completion_class

from contractlint.cli import chinese
from contractlint.cli.output import emit

SHELLS = ("bash", "zsh", "fish")
_PROGRAM, _VARIABLE = "contractlint", "_CONTRACTLINT_COMPLETE"


@click.command(
    cls=chinese.Command,
    short_help="打印 Tab 补全脚本。",
    help="打印 Tab 补全脚本：命令、选项、规则编号。"
    "\n\n\b\n"
    "写进启动文件，新开的终端就有：\n"
    "  bash  echo 'eval \"$(contractlint completion bash)\"' >> ~/.bashrc\n"
    "  zsh   echo 'eval \"$(contractlint completion zsh)\"' >> ~/.zshrc\n"
    "  fish  contractlint completion fish > ~/.config/fish/completions/contractlint.fish",
)
@click.argument("shell", metavar="[bash|zsh|fish]", type=click.Choice(SHELLS))
def completion(shell: str) -> int:
    """Print the script of a shell."""
    emit(script(shell), None)
    return 0


def script(shell: str) -> str:
    """The script of ``bash``, ``zsh`` or ``fish``."""
    from contractlint.cli.commands import cli

    kind = get_completion_class(shell)
    assert kind is not None
    # The one for bash would run bash to see how old it is; the script may be for another machine.
    return ShellComplete.source(kind(cli, {}, _PROGRAM, _VARIABLE)).strip("\n") + "\n"
