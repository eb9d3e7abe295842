"""A rule as data: what it looks for, what it says, on what basis, and the examples that prove it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from contractlint.dataclass import dataclass
from contractlint.finding import LawRef, Severity, Side

Option = str | bool | tuple[str, ...]
Options = Mapping[str, Option]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a rule file; line and column from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of agreement with the places marked ⟦so⟧; ``type`` overrides the agreement type it is read as."""

    text: str
    place: Place
    type: str = ""


@dataclass(frozen=True, slots=True)
class Examples:
    """``bad`` must hit at exactly the marks, ``good`` must not hit; ``missed`` and ``false_alarm`` are known gaps."""

    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    missed: tuple[Example, ...] = ()
    false_alarm: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One check point of the catalogue."""

    code: str
    """``L26``, or with a prefix ``ACME-01``."""
    name: str
    """English, in lower case with hyphens."""
    title: str
    """What is wrong, at most 24 characters of Chinese."""
    title_en: str
    """The same in English."""
    severity: Severity
    """Unless a checker grades single places."""
    side: Side
    """Whom the defect hurts."""
    applies: tuple[str, ...]
    """Agreement types it is for; empty for any."""
    not_for: tuple[str, ...]
    """Agreement types it must leave alone: other law governs the matter there."""
    absence: bool
    """It claims that something is missing, so it needs a text that can be read whole."""
    kind: str
    """``forbid``, ``require``, ``quantify`` or ``checker``."""
    options: Options
    """What the kind looks for."""
    needs: tuple[str, ...]
    """Modules that must be there: where one is missing whole, its own rule says so and this one keeps silent."""
    yields_to: tuple[str, ...]
    """Codes that describe the same defect better: a hit that shares a place with one of theirs is dropped."""
    message: str
    """A sentence with ``{placeholders}``."""
    why: str
    """Why it matters."""
    advice: str
    """What to write instead, with ``{placeholders}``."""
    when_not: str
    """When to leave a finding alone."""
    law: tuple[LawRef, ...]
    """On what basis; empty for what is no matter of law."""
    since: str
    """Version of the product (or of a pack) that brought it."""
    examples: Examples = field(default_factory=Examples)
    """Loaded on demand; else empty."""
    place: Place = field(default_factory=lambda: Place("", 0, 0))
    """Where it stands in its file."""
    decided: tuple[str, ...] = ()
    """What a pack has set (``severity``, ``advice``, ``law``): it holds for every hit, whatever a checker says."""

    @property
    def module(self) -> str:
        """The module letter of the catalogue; the prefix of a house rule's code."""
        return self.code[0] if self.code[1:].isdigit() else self.code.rpartition("-")[0]
