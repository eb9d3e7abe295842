"""The annexes that stand in the file, told apart from lists of annexes and from words about them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from contractlint import regex
from contractlint.dataclass import dataclass
from contractlint.model import Annex
from contractlint.parser.closing import closes_at, signed_from
from contractlint.parser.labels import HAN_DIGITS, Label, read_labels, value_of
from contractlint.parser.lines import Line
from contractlint.parser.titles import front_free
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Span

_NUMBER = rf"[{HAN_DIGITS}]{{1,4}}|\d{{1,2}}|[A-Z](?![A-Za-z])"
_HEADING = compile_regex(
    rf"[【《（]?(?:本?合同|本?协议)?附 ?(?P<kind>[件录表图]) ?[（(]?(?P<number>{_NUMBER})?"
    rf"(?:[-—之][{HAN_DIGITS}\d]{{1,2}})?[）)]?[】》]?(?P<after>[ \t：、.—-]*)(?P<title>[^。；！？]{{0,60}})"
)
# 附件一为本合同组成部分, 附件2所列: a sentence about an annex, wherever a line may begin.
_GOES_ON = compile_regex("[为系是所与及和或中的由均应]|构成|作为|内容|约定|规定|载明|列明|[，、]")
_SENTENCE = compile_regex("与本(?:合同|协议)具有|不可分割|具有同等|组成部分|[，：]$")
_LISTING = compile_regex(r"(?:附件|附录|附表|下列|如下|以下|包括|清单|目录)[^。；]{0,12}[：:]?$|[：:]$")


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    label: str
    number: int | None
    title: str
    alone: bool
    """Nothing but the label stands on the line."""


def find_annexes(source: SourceText) -> tuple[Annex, ...]:
    """Annexes in order; each ends where the next begins, the last with the body.

    A list of annexes in the text and a sentence about one are no annexes, nor is anything that the numbered clauses of
    the text go on after.
    """
    lines = front_free(source)
    candidates = [one for index, line in enumerate(lines) if (one := _read(source, line, index)) is not None]
    if not candidates:
        return ()
    chosen = _standing(lines, candidates, read_labels(source, lines))
    ends = [lines[one.index - 1].span.end for one in chosen[1:]] + [lines[-1].span.end] if chosen else []
    return tuple(_annex(source, lines, one, end) for one, end in zip(chosen, ends, strict=True))


def _read(source: SourceText, line: Line, index: int) -> _Candidate | None:
    """A line that could be the heading of an annex."""
    if "附" not in line.text[:6]:
        return None
    match = _HEADING.fullmatch(_spaced(source, line))
    if match is None:
        return None
    title = "".join(match["title"].split()).strip("《》【】")
    if _SENTENCE.search(match["title"].strip()) or compile_regex(rf"（?[{HAN_DIGITS}\d]{{1,2}}[、.）]").match(
        match["title"]
    ):
        return None
    joined = bool(title) and not match["after"] and line.text[0] not in "【《"
    # 附件清单 is a name, 附件：清单 and 附件 清单 are headings.
    if joined and (match["number"] is None or line.block.table is not None or _GOES_ON.match(title)):
        return None
    number = match["number"]
    value = (
        None
        if number is None
        else (ord(number) - ord("A") + 1 if number.isalpha() and number.isascii() else value_of(number))
    )
    label = f"附{match['kind']}{number or ''}"
    return _Candidate(index, label, value, title, not title)


def _spaced(source: SourceText, line: Line) -> str:
    """The folded line with the blanks that folding drops: 附件一 一期清单 is not 附件一一期清单."""
    start = line.span.start
    pieces = compile_regex(r"\S+").finditer(line.span.of(source.text))
    return " ".join(source.normalized.of(Span(start + one.start(), start + one.end())) for one in pieces)


def _standing(
    lines: Sequence[Line], candidates: Sequence[_Candidate], labels: Sequence[Label | None]
) -> list[_Candidate]:
    """The candidates that are annexes."""
    signed = signed_from(lines, labels)
    last_clause = _last_counted(labels, candidates)
    last_of = {one.label: one.index for one in candidates}
    chosen: list[_Candidate] = []
    for run in _runs(candidates):
        first, behind = run[0].index, run[-1].index + 1
        again = any(last_of[one.label] >= behind for one in run) and (len(run) > 1 or run[0].number is None)
        if first < last_clause or again:
            continue
        if _is_list(lines, run, signed=signed <= first, among_annexes=bool(chosen)):
            continue
        chosen += run
    return chosen


def _is_list(lines: Sequence[Line], run: Sequence[_Candidate], *, signed: bool, among_annexes: bool) -> bool:
    """Whether neighbouring lines name annexes that are enclosed, rather than being the headings of annexes."""
    first, behind = run[0].index, run[-1].index + 1
    if behind == len(lines):
        # 「附件：清单」 as the last line tells what is enclosed; a numbered heading there is an annex left empty.
        return not (signed or among_annexes) or run[-1].number is None
    if lines[first].block.outline is not None or lines[first].block.centered:
        return False
    closes = closes_at(lines, behind)
    if signed:
        return closes and (len(run) > 1 or run[0].number is None)
    return closes or (first > 0 and _LISTING.search(lines[first - 1].text) is not None)


def _runs(candidates: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """Candidates on lines that follow each other directly belong together."""
    runs: list[list[_Candidate]] = []
    for one in candidates:
        if runs and runs[-1][-1].index == one.index - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _last_counted(labels: Sequence[Label | None], candidates: Sequence[_Candidate]) -> int:
    """The last line where the main count of clauses (第X条, 第X章, 一、) goes on past a candidate.

    Annexes count anew, so a number that continues shows that the body had not ended yet.
    """
    places = [one.index for one in candidates]
    open_values: dict[str, tuple[int, int]] = {}
    last = -1
    for index, label in enumerate(labels):
        if label is None or label.value is None or label.style not in ("article", "chapter", "han"):
            continue
        value, place = open_values.get(label.shape, (0, -1))
        crossed = bisect_left(places, place) != bisect_left(places, index)
        if crossed and value > 1 and label.value == value + 1:
            last = index
        open_values[label.shape] = (label.value, index)
    return last


def _annex(source: SourceText, lines: Sequence[Line], one: _Candidate, end: int) -> Annex:
    line = lines[one.index]
    heading = line.span
    title = one.title
    if one.alone and one.index + 1 < len(lines):
        below = lines[one.index + 1]
        if below.span.end <= end and below.block.table is None and _is_name(below):
            heading = heading.join(below.span)
            title = "".join(below.text.split()).strip("《》")
    return Annex(one.label, one.number, title, heading, Span(line.span.start, max(end, heading.end)))


def _is_name(line: Line) -> bool:
    return compile_regex(r"[^，。；：！？_]{2,30}").fullmatch(line.text) is not None and not regex.match(
        rf"第|[（(]?[{HAN_DIGITS}\d]{{1,3}}[、.）)]", line.text
    )
