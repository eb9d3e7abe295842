"""The commands: a table of where each one is, so that a run loads the one it needs.

Heavy imports stand inside the functions: a check that runs once a file pays for its start every time.
"""

from __future__ import annotations

import click

from contractlint import __version__
from contractlint.cli import chinese

COMMANDS = {
    "review": "contractlint.cli.review:review",
    "annotate": "contractlint.cli.annotate:annotate",
    "compare": "contractlint.cli.compare:compare",
    "read": "contractlint.cli.read:read",
    "waive": "contractlint.cli.waive:waive",
    "config": "contractlint.cli.config:config",
    "explain": "contractlint.cli.rules:explain",
    "rules": "contractlint.cli.rules:rules",
    "doctor": "contractlint.cli.doctor:doctor",
    "completion": "contractlint.cli.completion:completion",
}
"""Name of a command: module and function, in the order of the help page."""


@click.group(
    cls=chinese.Group,
    commands=COMMANDS,
    context_settings=chinese.HELP_NAMES,
    help="签署前的合同检查：读取合同草稿，指出缺项、含糊、无法衡量和自相矛盾的地方。全程离线，不保存任何内容。",
    epilog=chinese.EXIT_CODES,
)
@click.version_option(__version__, "--version", message="contractlint %(version)s", help="显示版本号。")
def cli() -> None:
    """The group itself does nothing."""


def main() -> None:
    """Run the command that the arguments of the process name, and exit."""
    chinese.run(cli)
