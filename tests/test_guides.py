"""The guides to configuration and decisions, followed line by line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from contractlint.configuration.keys import KEYS, PROFILES
from contractlint.decisions.waiver import waivers_of
from contractlint.toml import parse_toml
from tests.drafts import FIXTURES
from tests.guide import ROOT, follow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(FIXTURES / "risky-typed.docx", tmp_path / "草稿.docx")
    shutil.copy(FIXTURES / "risky-typed.docx", tmp_path / "模板.docx")
    return tmp_path


def test_configuration(folder: Path) -> None:
    assert follow(ROOT / "docs" / "configuration.md", folder) == 2


def test_waivers(folder: Path) -> None:
    assert follow(ROOT / "docs" / "waivers.md", folder, write=False) == 6


def test_the_waiver_shown_is_one(folder: Path) -> None:
    text = (ROOT / "docs" / "waivers.md").read_text("utf-8")
    block = re.search(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert block is not None
    (waiver,) = waivers_of(parse_toml(block[1].encode(), "w"), "草稿.docx")
    assert waiver.here


def test_the_table_of_keys_is_whole() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    assert re.findall(r"^\| `\[?([a-z-]+)\]?` \| [^`]*", text, re.MULTILINE)
    named = set(re.findall(r"^\| `\[?([a-z-]+)\]?` \|", text, re.MULTILINE))
    assert named == KEYS.keys() | PROFILES.keys()
    for name, values in PROFILES.items():
        row = " | ".join(f"`{str(value).lower()}`" for value in values.values())
        assert f"| `{name}` | {row} |" in text
