"""Text compared with a file somebody has read. ``CONTRACTLINT_UPDATE_SNAPSHOTS=1`` writes the files anew, to be read
again."""

from __future__ import annotations

import os
from pathlib import Path

from contractlint import __version__

FOLDER = Path(__file__).resolve().parent / "snapshots"


def assert_snapshot(name: str, text: str) -> None:
    """The text equals the snapshot; the version of the program stands in it as ``@@VERSION@@``."""
    path = FOLDER / name
    stable = text.replace(f'"{__version__}"', '"@@VERSION@@"')
    if os.environ.get("CONTRACTLINT_UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(stable, "utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as file:
        assert stable == file.read(), f"{name} differs; if the new text is right, update the snapshot"
