"""Regular expressions, compiled ahead of time where that was done, and ready for use only once they are used.

Compiling a thousand patterns takes longer than reviewing a contract, and a check that is run one file at a time
would pay for it every time. So their compiled programs can stand beside the rules (``regexes.bin``, written by ``python
-m contractlint.regex_store``). They are found by the text of the pattern, so that none can be stale, and taken only by
the very Python that wrote them, whose engine verifies each program. Without them everything works in the same way, only
slower.

With each program stand its cues: single characters and pairs of which at least one stands in every match. A text that
has been scanned once for all pairs (:func:`index_of`) then says of most patterns that they need not be run at all, and
of those that cannot match across a line break in which lines.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from mmap import ACCESS_READ, mmap
from operator import add
from pathlib import Path
from typing import Any, AnyStr, cast

STORE = "regexes.bin"
_engine: Any = import_module("_sre")
_LAYOUT = 5
"""Of the store; one that an older version of this package left in a checkout is not read."""
PYTHON = (
    _LAYOUT,
    sys.implementation.cache_tag,
    tuple(sys.version_info),
    sys.byteorder,
    _engine.MAGIC,
    _engine.CODESIZE,
)
_SIZE = 8
"""Bytes that say how long the index is, which stands before the entries."""
Index = dict[str, list[int] | None]
"""By pair of characters the lines it stands in, in order and once for each place; by single character nothing, save
that it is there, until somebody asks for its lines."""
_MOST_SINGLE = 6
"""Single characters whose lines are looked for; more of them stand in nearly every line together."""
_ATTRIBUTES = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


def compile_regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile``. What it answers is used as a compiled pattern, but ``re.search(it, …)`` and its kin refuse it,
    and it is not the ``re`` of its matches (which has the same ``pattern``)."""
    key = (pattern, int(flags)) if flags else pattern
    known: re.Pattern[AnyStr] | None = _known.get(key)
    if known is not None:
        return known
    place = _store.places.get(key)
    if place is None:
        return re.compile(pattern, flags)
    known = _known[key] = cast("re.Pattern[AnyStr]", Stored(pattern, place, _store.entries))
    return known


def search(pattern: str, text: str) -> re.Match[str] | None:
    """As ``re.search``; like the next ones, for a pattern that stands where it is used."""
    return compile_regex(pattern).search(text)


def match(pattern: str, text: str) -> re.Match[str] | None:
    """As ``re.match``."""
    return compile_regex(pattern).match(text)


def fullmatch(pattern: str, text: str) -> re.Match[str] | None:
    """As ``re.fullmatch``."""
    return compile_regex(pattern).fullmatch(text)


def finditer(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """As ``re.finditer``."""
    return compile_regex(pattern).finditer(text)


def findall(pattern: str, text: str) -> list[str]:
    """As ``re.findall``, for a pattern with at most one group."""
    return compile_regex(pattern).findall(text)


def split(pattern: str, text: str) -> list[str]:
    """As ``re.split``, for a pattern whose groups all take part."""
    return compile_regex(pattern).split(text)


def sub(pattern: str, replacement: str, text: str) -> str:
    """As ``re.sub``."""
    return compile_regex(pattern).sub(replacement, text)


def index_of(lines: Sequence[str]) -> Index:
    """A text scanned once: of every pair of neighbours the lines it stands in, and its single characters."""
    pairs: defaultdict[str, list[int] | None] = defaultdict(list)
    for number, line in enumerate(lines):
        for pair in map(add, line, line[1:]):
            pairs[pair].append(number)  # type: ignore[union-attr]
    # From here on what is not there stays away.
    pairs.default_factory = None
    pairs.update(dict.fromkeys("".join(lines)))
    return pairs


def may_match(pattern: re.Pattern[str], index: Index) -> bool:
    """Whether a pattern can match anywhere in a text with this index. False is certain; True is not."""
    cues = getattr(pattern, "cues", None)
    return cues is None or not index.keys().isdisjoint(cues)


def lines_to_read(pattern: re.Pattern[str], index: Index, lines: Sequence[str]) -> list[int] | None:
    """The ``lines`` in which alone a pattern can match, in order; None where it has to be run on the whole text."""
    return cued_lines(pattern, index, lines) if getattr(pattern, "in_line", False) else None


def cued_lines(pattern: re.Pattern[str], index: Index, lines: Sequence[str]) -> list[int] | None:
    """The ``lines`` in which a cue of the pattern stands, in order; None where that may be any line."""
    cues = getattr(pattern, "cues", None)
    if cues is None:
        return None
    found: set[int] = set()
    single = 0
    for cue in cues:
        if cue not in index:
            continue
        places = index[cue]
        if places is None:
            single += 1
            if single > _MOST_SINGLE:
                return None
            places = index[cue] = [number for number, line in enumerate(lines) if cue in line]
        found.update(places)
        if 2 * len(found) > len(lines):
            return None
    return sorted(found)


class Stored:
    """A compiled pattern that is put together at its first use; then its functions stand here as they are there."""

    __slots__ = (*_ATTRIBUTES, "_entries", "_place", "cues", "in_line", "pattern")
    cues: tuple[str, ...] | None
    in_line: bool

    def __init__(self, pattern: str | bytes, place: int, entries: Any) -> None:
        self.pattern = pattern
        self._place = place
        self._entries = entries

    def __getattr__(self, name: str) -> Any:
        # Only asked while the attribute is not set: before the first use, or for one that is hardly ever asked for.
        start, size, *rest, self.cues, self.in_line = marshal.loads(self._entries[self._place :])
        if name in ("cues", "in_line"):
            return getattr(self, name)
        compiled = built(self.pattern, self._entries[start : start + size], *rest)
        for attribute in _ATTRIBUTES:
            setattr(self, attribute, getattr(compiled, attribute))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"compile_regex({self.pattern!r})"


def built(
    pattern: str | bytes, program: bytes, flags: int, groups: int, names: dict[str, int] | None, order: tuple[Any, ...]
) -> Any:
    """A compiled pattern out of its program; ``names`` of its groups and their ``order`` as the engine wants them."""
    code = array("I")
    code.frombytes(program)
    return _engine.compile(pattern, flags, code.tolist(), groups, names or {}, order or (None,) * (groups + 1))


def store_path() -> Path:
    """Where the programs stand: with the rules, inside an installed package or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    folder = package / "_rules"
    return (folder if folder.is_dir() else package.parent / "rules") / STORE


def stored() -> int:
    """How many patterns were compiled ahead for this Python; 0 where there is no store for it."""
    return len(_store.places)


class Store:
    """``places`` say where in ``entries`` that of a pattern stands: by the pattern, with its flags where it has any."""

    __slots__ = ("entries", "places")

    def __init__(self, places: dict[Any, int], entries: Any) -> None:
        self.places = places
        self.entries = entries


def write_store(path: Path, entries: Iterable[tuple[Any, bytes, tuple[Any, ...]]]) -> None:
    """Write a store out of patterns with their flags, their programs, and the rest of their entries."""
    places, written = {}, bytearray()
    for (pattern, flags), program, rest in entries:
        places[(pattern, flags) if flags else pattern] = add_entry(written, program, rest)
    head = marshal.dumps((PYTHON, places))
    path.write_bytes(len(head).to_bytes(_SIZE, "little") + head + written)


def add_entry(entries: bytearray, program: bytes, rest: tuple[Any, ...]) -> int:
    """Add an entry to others, and its place: the program, and behind it all that is known of it."""
    start = len(entries)
    entries += program
    place = len(entries)
    entries += marshal.dumps((start, len(program), *rest))
    return place


def _load() -> Store:
    """What stands in the store; nothing where there is none or another Python wrote it.

    The entries are mapped, not read: a run needs a part of them.
    """
    try:
        with store_path().open("rb") as file:
            mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
        end = _SIZE + int.from_bytes(mapped[:_SIZE], "little")
        python, places = marshal.loads(mapped[_SIZE:end])
    except (OSError, EOFError, ValueError, TypeError):
        return Store({}, b"")
    return Store(places, memoryview(mapped)[end:]) if python == PYTHON else Store({}, b"")


_known: dict[Any, Any] = {}
_store = _load()
