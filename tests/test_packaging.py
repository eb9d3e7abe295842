"""The rules come along: in a wheel, in a wheel made from the source archive, in a checkout."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from contractlint.rulebook.book import load_rulebook, rules_folder

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An sdist, and a wheel built from it."""
    target = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(target.glob("*.tar.gz")), next(target.glob("*.whl"))


def test_a_checkout_finds_the_rules_beside_the_package() -> None:
    assert rules_folder() == ROOT / "rules"


def test_the_wheel_holds_every_rule_file(archives: tuple[Path, Path]) -> None:
    names = set(zipfile.ZipFile(archives[1]).namelist())
    for path in (ROOT / "rules").iterdir():
        if path.is_file():
            assert f"contractlint/_rules/{path.name}" in names
    assert "contractlint/py.typed" in names
    assert {f"contractlint/formats/browser/report.{kind}" for kind in ("css", "html", "js")} <= names


def test_the_source_archive_can_test_itself(archives: tuple[Path, Path]) -> None:
    with tarfile.open(archives[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "contractlint/formats/browser/report.js",
        "rules/modules.yaml",
        "tests/test_packaging.py",
        "fixtures/news.txt",
        "Makefile",
        "LICENSE",
    } <= names


def test_an_installed_wheel_reviews_a_draft(archives: tuple[Path, Path], tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(archives[1]) as wheel:
        wheel.extractall(site)
    script = (
        "import sys\n"
        f"sys.path.insert(0, {str(site)!r})\n"
        "from contractlint.rulebook.book import rules_folder, load_rulebook\n"
        f"assert str(rules_folder()).startswith({str(site)!r}), rules_folder()\n"
        "print(load_rulebook().version)\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == load_rulebook().version
