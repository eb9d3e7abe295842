"""The tutorial is followed to the letter, by somebody who types what it says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.drafts import FIXTURES

ROOT = FIXTURES.parent
PAGE = (ROOT / "docs" / "own-rules.md").read_text("utf-8")
DRAFT = "技术支持服务协议\n第一条 服务内容\n乙方提供技术支持。\n第九条 通知\n通知以传真送达。\n"
_STEP = re.compile(r"(?:<!-- (file|append|replace): (.+?) -->\n)?```(console|yaml|toml)\n(.*?)```", re.DOTALL)


def commands(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block and the lines that are shown below it."""
    for piece in block.split("$ ")[1:]:
        first, *shown = piece.rstrip("\n").split("\n")
        yield first, shown


def follow(command: str, folder: Path) -> str:
    program, *arguments = shlex.split(command)
    assert program == "contractlint"
    result = subprocess.run(
        [sys.executable, "-m", "contractlint", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert result.stderr == "", (command, result.stderr)
    return result.stdout


def shows(output: str, shown: list[str]) -> bool:
    """Whether the shown lines follow one another in the output, with anything where it says 「…」. A line that stands
    alone between two of those may be a part of one."""
    place, loose = 0, False
    for line in shown:
        if line == "…":
            loose = True
            continue
        found = output.find(line, place)
        if found < 0 or (not loose and output[place:found].strip()):
            return False
        place, loose = found + len(line), False
    return loose or not output[place:].strip()


def test_every_step_does_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "草稿.txt").write_text(DRAFT, "utf-8")
    ran = 0
    for action, target, kind, block in _STEP.findall(PAGE):
        if action == "replace":
            name, old, new = re.fullmatch(r"(\S+) (.+) -> (.+)", target).groups()  # type: ignore[union-attr]
            text = (tmp_path / name).read_text("utf-8")
            assert text.count(old) == 1
            (tmp_path / name).write_text(text.replace(old, new), "utf-8")
        elif action:
            path = tmp_path / target
            path.write_text((path.read_text("utf-8") if action == "append" else "") + block, "utf-8")
        if kind == "console":
            for command, shown in commands(block):
                output = follow(command, tmp_path)
                assert shows(output, shown), f"$ {command}\n{output}\n--- the page says\n" + "\n".join(shown)
                ran += 1
    assert ran >= 12


def test_what_the_page_says_of_faults_is_what_is_said() -> None:
    sources = "".join(
        (ROOT / "contractlint" / name).read_text("utf-8")
        for name in ("rulebook/tree.py", "rulebook/packs.py", "checkers/installed.py")
    )
    (table,) = re.findall(r"\| 报错 \| 原因 \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE)
    for row in table.splitlines():
        for part in re.split(r"《…》|…", row.split("|")[1].strip()):
            assert part.strip() in sources, row
