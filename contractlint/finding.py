"""What a rule says about an agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import IntEnum, StrEnum

from contractlint.dataclass import dataclass
from contractlint.hashes import sha256
from contractlint.text import Span


class Severity(IntEnum):
    """How much it matters: ``error`` must change before signing, ``warning`` should, ``info`` asks to confirm."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def key(self) -> str:
        """Lower-case name, as rules and reports write it."""
        return self.name.lower()


class Side(StrEnum):
    """Whom a defect hurts: 甲 (receives and pays), 乙 (serves and is paid) or both."""

    CLIENT = "甲"
    PROVIDER = "乙"
    BOTH = "双"


@dataclass(frozen=True, slots=True)
class LawRef:
    """A statute, article and the date since which it is in force (``YYYY-MM-DD``)."""

    statute: str
    """Short name, e.g. ``民法典``."""
    article: str
    """Plain digits, e.g. ``585``."""
    since: str
    """``YYYY-MM-DD``."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement that needs no thought: what stands at ``span`` becomes ``text``, or goes where that is empty."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule is broken; the raw answer of a kind or a checker.

    ``spans`` are source spans, the first is the primary one; for something missing it is the anchor: the heading where
    it belongs, else the title. ``values`` fill the ``{placeholders}`` of the rule's message and advice.
    ``severity`` overrides the rule's where the catalogue says so. ``absent`` says that the defect is an absence, so
    that the span shows where it belongs and not what is wrong.
    """

    spans: tuple[Span, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    severity: Severity | None = None
    absent: bool = False
    side: Side | None = None
    """Replaces the rule's side where it depends on what was found."""
    law: tuple[LawRef, ...] | None = None
    """Replaces the rule's law where the basis depends on what was found."""
    message: str | None = None
    """Replaces the rule's message where one rule has several sentences; filled with ``values`` all the same."""
    fixes: tuple[Fix, ...] = ()
    """Replacements after which this hit is gone, where there is no choice; a person still accepts or rejects them."""


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """A checker yields this instead of hits where the text does not allow an answer; ``reason`` is a sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A checker yields this where the premise of the rule does not exist; ``reason`` is a sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quoted place: ``text`` is ``span`` of the source."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect, with what, where, why, what to do, and on what basis."""

    code: str
    """Of the rule, e.g. ``L26`` or ``ACME-01``."""
    name: str
    """Of the rule, for programs, e.g. ``vague-time``."""
    severity: Severity
    """Of this finding; a rule may grade its places."""
    side: Side
    """Whom it hurts."""
    module: str
    """Letter of the module of the catalogue, or the prefix of a house rule."""
    title: str
    """What is wrong, in a few Chinese words."""
    clause: str
    """Number path of the clause as printed, e.g. ``第八条`` or ``3.2``; empty before the first clause."""
    heading: str
    """Of the clause; empty where it has none."""
    message: str
    """What is wrong here, a Chinese sentence."""
    why: str
    """Why it matters, a Chinese sentence."""
    advice: str
    """What to write instead, in Chinese."""
    law: tuple[LawRef, ...]
    """On what basis; empty for what is no matter of law."""
    evidence: tuple[Evidence, ...]
    """Every place, the primary one first."""
    absent: bool
    """Something is missing: the evidence shows where it belongs."""
    fingerprint: str
    """16 hexadecimal digits; see :func:`fingerprint`."""
    deduction: int = 0
    """Points it takes from the score."""
    fixes: tuple[Fix, ...] = ()
    """Replacements to offer, in order of place."""


def fingerprint(code: str, evidence: str, ordinal: int) -> str:
    """A content hash that survives renumbering and edits elsewhere: no offsets, no clause numbers.

    ``evidence`` is the folded text of the primary place without blanks; ``ordinal`` counts equal ones.
    """
    return sha256(f"{code}\n{evidence}\n{ordinal}".encode()).hexdigest()[:16]
