"""What a comparison says: clauses, moves, risks, values, each with its place on either side."""

from __future__ import annotations

from contractlint.dataclass import dataclass
from contractlint.finding import Evidence, Finding, Severity
from contractlint.report import NOT_ASSESSABLE, Report
from contractlint.text import Span

UNCHANGED, CHANGED, ADDED, REMOVED, SPLIT, MERGED = "unchanged", "changed", "added", "removed", "split", "merged"
INTRODUCED, SOLVED = "introduced", "solved"
EQUAL, REPLACE, INSERT, DELETE = "equal", "replace", "insert", "delete"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in one of the two texts.

    ``clause`` is the number path as printed (第三条（二）; 首部, 页眉 and the like outside of clauses), ``heading`` the
    title of the innermost headed clause, ``row`` the number of the table row, from 1, or 0.
    """

    clause: str
    heading: str
    span: Span
    row: int = 0

    @property
    def name(self) -> str:
        """How a reader finds it."""
        return f"{self.clause} {self.heading}".strip() + (f" 表格第{self.row}行" if self.row else "")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of words: ``equal``, ``replace``, ``insert`` or ``delete``.

    ``old`` and ``new`` are spans of the two texts; None on the side where nothing stands. Equal stretches may differ in
    width and blanks, and in the printed number of a clause that both refer to.
    """

    op: str
    old: Span | None
    new: Span | None


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """Clauses of the old text and the clauses of the new one that say the same.

    ``kind`` is ``unchanged``, ``changed``, ``added``, ``removed``, ``split`` (one became several) or ``merged``.
    ``edits`` are the words in order, empty where nothing changed.
    """

    kind: str
    old: tuple[Place, ...]
    new: tuple[Place, ...]
    edits: tuple[Edit, ...] = ()
    moved: bool = False

    @property
    def renumbered(self) -> bool:
        """Whether the clause has another number than before."""
        return bool(self.old and self.new) and self.old[0].clause != self.new[0].clause


@dataclass(frozen=True, slots=True)
class Move:
    """Neighbouring clauses that stand elsewhere now: the first and the last of them on either side."""

    old: tuple[Place, Place]
    new: tuple[Place, Place]
    clauses: int


@dataclass(frozen=True, slots=True)
class RevisionSource:
    """A tracked change that brought a risk.

    ``kind`` is ``insert``, ``delete``, ``move``, or ``several`` for all changes of that author and date together.
    ``exact`` where the words that are criticised are its own; else it changed the clause they stand in, or the part of
    the agreement that something is now missing from. ``alone`` where that was put to the test: with the changes of this
    author and date accepted, and all others rejected, the risk is there. ``date`` as the file has it (ISO 8601), empty
    where it has none.
    """

    kind: str
    author: str
    date: str
    text: str
    exact: bool
    alone: bool = False


@dataclass(frozen=True, slots=True)
class RiskChange:
    """A finding of either text and what became of it.

    ``status`` is ``introduced`` (new text only), ``solved`` (old text only), ``changed`` (both, in other words) or
    ``unchanged``. ``worse`` where a finding of both texts is graver now or has more places; ``added`` are those.
    """

    status: str
    old: Finding | None
    new: Finding | None
    worse: bool = False
    added: tuple[Evidence, ...] = ()
    revisions: tuple[RevisionSource, ...] = ()
    """Only where one file with tracked changes is compared."""

    @property
    def finding(self) -> Finding:
        """The finding as it stands now, else as it stood."""
        finding = self.new or self.old
        if finding is None:
            raise ValueError("a change of nothing")
        return finding


@dataclass(frozen=True, slots=True)
class Value:
    """A value as written, and where."""

    text: str
    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value that is another now, is gone (``new`` None) or came (``old`` None).

    ``kind`` is ``amount percentage period date hours frequency`` or ``party``; ``name`` says which field of a party.
    """

    kind: str
    old: Value | None
    new: Value | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class StaleReference:
    """A reference whose words stayed while the clause it means got another number: it leads elsewhere now."""

    text: str
    place: Place
    meant: Place
    """The clause of the new text that the old text meant."""
    leads: Place | None
    """The clause that the words name now; None where there is none."""


@dataclass(frozen=True)
class Comparison:
    """Two texts side by side; spans of ``old…`` index ``old.source.text``, those of ``new…`` ``new.source.text``."""

    old: Report
    """What a review says of the old text."""
    new: Report
    """What a review says of the new text."""
    mode: str
    """``files``, or ``revisions`` where both texts are of one file: its changes rejected and accepted."""
    clauses: tuple[ClauseChange, ...]
    """Every clause, in the order of the new text; what was removed stands where it stood."""
    moves: tuple[Move, ...]
    """Clauses that stand in another order."""
    risks: tuple[RiskChange, ...]
    """Introduced, changed (what got worse first), solved, unchanged; the gravest first, then in order of place."""
    values: tuple[ValueChange, ...]
    """Amounts, dates, periods, percentages and parties that differ."""
    references: tuple[StaleReference, ...] = ()
    """References of the new text to clauses that have another number now."""

    @property
    def changes(self) -> tuple[ClauseChange, ...]:
        """The clauses whose words changed."""
        return tuple(one for one in self.clauses if one.kind != UNCHANGED)

    @property
    def assessable(self) -> bool:
        """Whether both texts could be judged; else nothing is said about risks."""
        return all(report.verdict.code != NOT_ASSESSABLE for report in (self.old, self.new))

    @property
    def empty(self) -> bool:
        """Whether neither words nor order nor risks nor values changed."""
        still = all(risk.status == UNCHANGED for risk in self.risks)
        return still and not (self.changes or self.moves or self.values or self.references)

    def with_status(self, status: str) -> tuple[RiskChange, ...]:
        """The risks that were ``introduced``, ``solved``, ``changed`` or stayed ``unchanged``."""
        return tuple(risk for risk in self.risks if risk.status == status)

    def worse(self, least: Severity) -> tuple[RiskChange, ...]:
        """What got worse, from that severity upwards: introduced, graver than before, or at more places."""
        return tuple(
            risk
            for risk in self.risks
            if (risk.status == INTRODUCED or risk.worse) and risk.new is not None and risk.new.severity >= least
        )
