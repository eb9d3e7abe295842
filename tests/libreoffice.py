"""LibreOffice as the reader of what we write."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.conftest import skip_or_fail


def convert(files: Iterable[Path], kind: str, folder: Path) -> None:
    """All files to ``kind`` (``pdf``, ``csv``) beside each other in ``folder``, with a profile of its own."""
    soffice = shutil.which("soffice")
    if soffice is None:
        skip_or_fail("soffice (LibreOffice) is not installed")
    command = [str(soffice), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr


def page_count(pdf: Path) -> int:
    """Pages of a PDF."""
    tool = shutil.which("pdfinfo")
    if tool is None:
        skip_or_fail("pdfinfo (poppler-utils) is not installed")
    done = subprocess.run([str(tool), str(pdf)], capture_output=True, text=True, check=True)
    return int(next(line for line in done.stdout.splitlines() if line.startswith("Pages:")).split()[1])
