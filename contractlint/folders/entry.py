"""What passes between the parent, its workers and the disk: plain frozen values."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from contractlint.dataclass import dataclass
from contractlint.formats import Look
from contractlint.settings import Settings

STDIN = "-"
REVIEWED, NOT_ASSESSABLE, UNREADABLE, TIMEOUT, CRASHED = (
    "reviewed",
    "not_assessable",
    "unreadable",
    "timeout",
    "crashed",
)
FAILED = frozenset({UNREADABLE, TIMEOUT, CRASHED})
"""No report came about; the exit code is 3."""

NO_MEMORY = 71
"""Exit code of a worker that ran out of memory: a new one may have more."""


@dataclass(frozen=True, slots=True)
class Task:
    """One document and everything a worker must know to review it."""

    number: int
    """Position in the order of the input, from 0."""
    path: str
    """As the user would type it; ``-`` for standard input."""
    place: str
    """Where the reports go, relative to the output folder and without the suffix of the format."""
    settings: Settings
    formats: tuple[str, ...]
    look: Look
    data: bytes | None = None
    """The document itself where it did not come from a file."""
    cache: str = ""
    """Folder of the cache; empty for none."""
    done: str = ""
    """Key under which the reports of this document already lie in the output folder; empty for none."""


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How often one rule was broken in one document."""

    code: str
    title: str
    severity: str
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the summary: how it went with one document. Holds no time of day and no duration, so that a summary
    is the same whether a document was reviewed now, taken from the cache or finished before an interruption."""

    path: str
    status: str
    """``reviewed``, ``not_assessable``, ``unreadable``, ``timeout`` or ``crashed``."""
    exit_code: int
    """What reviewing this document alone would have answered."""
    message: str
    """The sentence of the verdict, or why there is no report."""
    sha256: str = ""
    title: str = ""
    type: str = ""
    type_title: str = ""
    characters: int = 0
    verdict: str = ""
    score: int | None = None
    grade: str = ""
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    waived: int = 0
    known: int = 0
    """Findings that the baseline has already."""
    codes: tuple[CodeCount, ...] = ()
    reports: tuple[str, ...] = ()
    """Names of the report files, relative to the output folder, with ``/``."""
    notices: tuple[str, ...] = ()
    """What the reader should know of the review itself, such as a waiver that has expired."""


@dataclass(frozen=True, slots=True)
class Done:
    """A worker's answer: the entry and the reports, one for each format asked for.

    ``kept`` says that the reports of an earlier run still hold; then there are no contents.
    """

    number: int
    key: str
    entry: Entry
    contents: tuple[bytes, ...] = ()
    kept: bool = False


def plain(entry: Entry) -> dict[str, Any]:
    """The entry as JSON values."""
    return asdict(entry)


def entry_of(data: dict[str, Any]) -> Entry:
    """The entry that :func:`plain` made the values of. Raises KeyError or TypeError for anything else."""
    lists = {name: tuple(data[name]) for name in ("reports", "notices")}
    return Entry(**{**data, **lists, "codes": tuple(CodeCount(**one) for one in data["codes"])})
