"""Runs the examples of a guide: what it says to write is written, what it says to type is typed.

A block marked ``toml`` begins with ``# name`` and is written to the file of that name. In a block marked ``console``
lines with ``$`` are commands; the lines below must come out in that order, ``…`` standing for anything in between. ``<`` and a name
at the end of a command are its standard input.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def follow(page: Path, folder: Path, *, write: bool = True) -> int:
    """Follow the page in a folder; gives the number of commands that were run."""
    count = 0
    for language, body in _BLOCK.findall(page.read_text("utf-8")):
        if language == "toml" and write:
            folder.joinpath(body.splitlines()[0].removeprefix("# ")).write_text(body, "utf-8")
        if language == "console":
            for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE):
                _check(command, expected, folder)
                count += 1
    return count


def _check(command: str, expected: str, folder: Path) -> None:
    words = shlex.split(command)
    words, source = (words[:-2], words[-1]) if words[-2:-1] == ["<"] else (words, os.devnull)
    assert words[0] == "contractlint", command
    with folder.joinpath(source).open("rb") as file:
        result = subprocess.run(
            [sys.executable, "-m", "contractlint", *words[1:]],
            cwd=folder,
            stdin=file,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert result.returncode in range(5), (command, result.stderr)
    assert "Traceback" not in result.stderr, result.stderr
    output = result.stdout + result.stderr
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…" else ".*?".join(map(re.escape, line.split("…"))) + r"\n"
        for line in expected.splitlines()
    )
    assert re.fullmatch(pattern, output), f"$ {command}\n{output[:3000]}\n--- expected\n{expected}"
