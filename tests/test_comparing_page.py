"""The commands and the program of ``docs/comparing.md`` do what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drafts import FIXTURES

PAGE = (FIXTURES.parent / "docs" / "comparing.md").read_text("utf-8")
COMMANDS = re.findall(r"<!-- run:(\d) -->\n```sh\n(.+?)\n```", PAGE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("页面")
    shutil.copytree(FIXTURES, folder / "fixtures", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    return folder


def test_the_page_shows_commands() -> None:
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize(("code", "command"), COMMANDS)
def test_commands_exit_as_the_page_says(code: str, command: str, folder: Path) -> None:
    name, *arguments = shlex.split(command)
    assert name == "contractlint"
    result = _run(folder, "-m", "contractlint", *arguments)
    assert result.returncode == int(code), result.stderr
    assert result.stdout or (folder / "比较.html").exists()


def test_the_program_runs(folder: Path) -> None:
    (program,) = re.findall(r"```python\n(.+?)\n```", PAGE, re.DOTALL)
    result = _run(folder, "-c", program)
    assert result.returncode == 0, result.stderr
    assert "F02" in result.stdout


def test_every_option_of_the_page_exists() -> None:
    shown = _run(FIXTURES.parent, "-m", "contractlint", "compare", "--help").stdout
    for option in set(re.findall(r"`(--[a-z-]+)", PAGE)):
        assert option in shown, option


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={"PYTHONPATH": str(FIXTURES.parent), "PATH": "", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
