"""Writes the compiled regular expressions beside the rules when the package is built or installed for editing.

They only save time (see ``contractlint.regex``): where they cannot be made, or another Python reads the package, it
compiles its patterns as it starts.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRegexes(BuildHookInterface):  # type: ignore[type-arg]
    """Hatch calls this before it collects files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run the writer in a process of its own, which must not have imported the package before."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        drafts = [str(path) for path in sorted((root / "fixtures").glob("*.[dt]*[xt]"))]
        subprocess.run(
            [sys.executable, "-m", "contractlint.regex_store", *drafts],
            cwd=root,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), *sys.path])},
            capture_output=True,
            check=False,
        )
