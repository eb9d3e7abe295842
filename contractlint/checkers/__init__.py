"""What YAML should not say: one Python check a function, ``(Agreement, Options) -> Iterator[Answer]``."""

from __future__ import annotations

from contractlint.checkers.registry import CHECKERS

__all__ = ["CHECKERS"]
