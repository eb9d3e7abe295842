"""Brackets, quotes and title marks without their other half."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_PAIRS = {"（": "）", "《": "》", "【": "】", "「": "」", "『": "』", "“": "”", "〔": "〕"}
_OPENING = {shut: opened for opened, shut in _PAIRS.items()}
_MARK = compile_regex("[" + "".join(_PAIRS) + "".join(_OPENING) + "]")
# 1） a） 一） number an item.
_LABEL = compile_regex(
    r"(?:^|[\n\t ，。；：、（）])(?:[0-9]{1,3}|[A-Za-zⅠ-Ⅹ]|[一二三四五六七八九十]{1,3}|[ivx]{1,4}) ?$"
)
_FACE = compile_regex(r"[：:][-']?$")
_NEAR = 400


def unbalanced_brackets(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Each mark whose other half is neither in its paragraph nor in the next few; numbers like 1） need none."""
    labels = {clause.number_span.end for clause in agreement.all_clauses if clause.number}
    pending: list[tuple[str, Span]] = []
    lonely: list[Span] = []
    for found in agreement.finditer(_MARK):
        mark, place = found[0], found.span
        if mark in _PAIRS:
            pending.append((mark, place))
            continue
        index = _opened(agreement, pending, mark, place)
        if index is None:
            if not _is_label(agreement, place, labels):
                lonely.append(place)
            continue
        lonely += [span for other, span in pending[index + 1 :] if other != mark]
        del pending[index:]
    lonely += [span for _, span in pending]
    for place in sorted(lonely):
        shown = agreement.text[max(0, place.start - 6) : place.end + 6].split("\n")
        yield Hit(
            (place,), {"quote": place.of(agreement.text), "around": agreement.source.lettered(f"「{_line(shown)}」")}
        )


def _line(pieces: list[str]) -> str:
    return max(pieces, key=len).strip()


def _opened(agreement: Agreement, pending: list[tuple[str, Span]], mark: str, place: Span) -> int | None:
    """The last mark that this one closes, if it stands near and in the same clause or cell."""
    for index in range(len(pending) - 1, -1, -1):
        other, span = pending[index]
        if place.start - span.start > _NEAR:
            return None
        if other == _OPENING[mark]:
            clause = agreement.clause_at(span.start)
            return index if clause is None or clause.span.end > place.start else None
    return None


def _is_label(agreement: Agreement, place: Span, labels: set[int]) -> bool:
    if place.end in labels or place.start in labels:
        return True
    before = agreement.folded(Span(max(0, place.start - 6), place.start))
    return _LABEL.search(before) is not None or _FACE.search(before) is not None


CHECKS: dict[str, Kind] = {"unbalanced-brackets": unbalanced_brackets}
