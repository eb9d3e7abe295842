"""All checkers by the name that rules call them, one literal table."""

from __future__ import annotations

from contractlint.kinds import Kind

CHECKERS: dict[str, Kind] = {}
