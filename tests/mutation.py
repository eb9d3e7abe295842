"""A clean agreement broken in one known way, with the codes that must come and go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mutation:
    """``apply`` works on the text that ``contractlint read fixtures/<fixture>.docx`` prints."""

    name: str
    fixture: str
    apply: Callable[[str], str]
    gains: frozenset[str]
    loses: frozenset[str] = frozenset()


def replaced(old: str, new: str, count: int = -1) -> Callable[[str], str]:
    """A mutation that replaces words, and complains where they do not stand in the text."""

    def apply(text: str) -> str:
        assert old in text, f"stale mutation: {old!r} is not in the fixture"
        return text.replace(old, new, count)

    return apply


def without_lines(*starts: str) -> Callable[[str], str]:
    """A mutation that drops every line that begins with one of these words."""

    def apply(text: str) -> str:
        lines = text.split("\n")
        kept = [line for line in lines if not line.startswith(starts)]
        assert len(kept) < len(lines), f"stale mutation: no line begins with {starts!r}"
        return "\n".join(kept)

    return apply


def in_turn(*steps: Callable[[str], str]) -> Callable[[str], str]:
    """Several steps, one after the other."""

    def apply(text: str) -> str:
        for step in steps:
            text = step(text)
        return text

    return apply
