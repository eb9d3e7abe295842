"""Documents that show the tool are rendered from it and cannot be stale."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_rendered_pages_are_fresh() -> None:
    result = subprocess.run(
        [sys.executable, "docs/render.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_first_result_stands_within_forty_lines() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert any("得分" in line for line in lines[:40])


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), (page.name, target)


def test_exit_codes_are_the_same_everywhere() -> None:
    from contractlint.cli.chinese import EXIT_CODES

    for page in ("README.md", "README.zh-CN.md"):
        rows = re.findall(r"^\| (\d) \|", (ROOT / page).read_text("utf-8"), re.MULTILINE)
        assert rows == ["0", "1", "2", "3", "4"]
    assert all(f"{code} " in EXIT_CODES for code in range(5))


def test_nothing_tells_of_a_machine() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout
    for name in tracked.decode("utf-8").split("\0"):
        path = ROOT / name
        if name and path.suffix in (".py", ".md", ".yaml", ".toml", ".json", ".txt") and path.is_file():
            text = path.read_text("utf-8", errors="replace")
            assert not re.search(r"/(?:home|root|Users)/\w", text), name
