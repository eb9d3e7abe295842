"""Which parts of the catalogue an agreement has: by the headings of its clauses, and by what its sentences say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from contractlint.dataclass import dataclass
from contractlint.model import Annex, Clause, Mark, Module
from contractlint.parser.aliases import Aliases, prepared
from contractlint.parser.vocabulary import ModuleWords, Vocabulary
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Span

_SPECIAL_ANNEX = compile_regex("保密|廉洁|廉政|反商业贿赂|反腐|阳光|诚信|安全|消防|环保|环境保护|承诺|竞业|数据处理")
_OF_SPECIAL_ANNEX = frozenset("KDNX")
"""What an annex about one matter (廉洁, 安全, 保密) can give to the whole agreement: its own termination, breach and
dispute clauses are about that matter alone."""
_FORM_ANNEX = compile_regex(
    "(?:记录|服务|确认|验收|巡检|维护|派|报修|登记|交接|申请)[单表]|工单|签到|样[表本式]|格式|模板|授权委托书"
)
"""An annex to be filled in later shows nothing: its 「响应时间：」 is a blank in a record, not a promise."""
_RECITAL_MODULES = frozenset("SGX")
"""What may stand before the first clause; other sentences there tell why the agreement is made."""

_TOPICS = {
    "B": compile_regex("违约|赔偿|补偿|扣|罚|责任"),
    "J": compile_regex("争议|纠纷|仲裁|法院|诉讼|起诉|管辖|分歧|争端|协商"),
    "K": compile_regex("保密|秘密|机密|泄露|泄密|泄漏|披露|透露"),
    "M": compile_regex("不可抗|不能预见|免责"),
    "N": compile_regex("通知|送达|联系|地址|函件"),
}
"""What no clause on these matters goes without, as far as its heading names others too."""
_HEADED = 3
"""So many modules in headings of clauses show that the agreement has its headings there."""
_NOT_BY_LINE = frozenset("SN")
"""Labels like 联系方式 stand beside every party; only as the heading of a clause do they show the module."""

_EMPTY_TEXT = compile_regex(r"无|略|没有|不适用|无约定|暂无|[^\w]*")
_LABEL = compile_regex("^[^，。；：\n]{2,12}：")
_LONGEST_LINE_HEADING = 16
_LONGEST_FIRST_LINE = 60
_RUNNING = frozenset("。；，：,;:_")
_LONGEST_SENTENCE = 1000


def recognise_modules(
    source: SourceText,
    clauses: tuple[Clause, ...],
    sentences: tuple[Span, ...],
    vocabulary: Vocabulary,
    annexes: tuple[Annex, ...] = (),
) -> dict[str, Module]:
    """The modules found, in the order of the vocabulary.

    A heading with text under it shows a module. Where none does, one sentence of its content shows it, in a usual
    place or an unusual one. ``marks`` hold the evidence, ``clauses`` the clauses that serve the module: those headed
    so, else those the sentences stand in.
    """
    if not vocabulary.modules:
        return {}
    words = prepared(vocabulary.modules)
    places = _places(source, clauses, annexes, words)
    lines = _lines(source, sentences)
    headed = [*_by_clause(source, places, vocabulary), *_by_line(source, lines, places, words)]
    shown = {hit.code for hit in headed}
    said = _by_content(source, lines, places, headed, tuple(one for one in vocabulary.modules if one.code not in shown))
    hits: dict[str, list[_Hit]] = {one.code: [] for one in vocabulary.modules}
    for hit in (*headed, *said):
        hits[hit.code].append(hit)
    return {code: _module(code, found) for code, found in hits.items() if found}


@dataclass(frozen=True, slots=True)
class _Hit:
    code: str
    mark: Mark
    clause: Clause | None


def _module(code: str, hits: list[_Hit]) -> Module:
    clauses = _outermost([hit.clause for hit in hits if hit.clause is not None])
    return Module(code, tuple(clauses), tuple(sorted({hit.mark for hit in hits}, key=lambda mark: mark.span)))


def _outermost(clauses: list[Clause]) -> list[Clause]:
    """Those that lie inside no other, each once, in reading order; clauses are nested or apart."""
    kept: list[Clause] = []
    for clause in sorted(clauses, key=lambda clause: (clause.span.start, -clause.span.end)):
        if not kept or clause.span.end > kept[-1].span.end:
            kept.append(clause)
    return kept


# ---------------------------------------------------------------- places


@dataclass(frozen=True, slots=True)
class _Place:
    """A clause with what the headings above it and its own say."""

    clause: Clause
    own: dict[str, int]
    """Modules its own heading names."""
    claimed: frozenset[str]
    """Modules named by a heading on the way down to it."""
    headed: bool
    """Whether one of these names a module."""
    titled: bool
    """Whether there is a heading at all."""
    limited: frozenset[str] | None
    """The only modules that can be shown here; None for any."""

    def allows(self, code: str) -> bool:
        return self.limited is None or code in self.limited


@dataclass(frozen=True, slots=True)
class _Places:
    """All clauses in reading order, and the innermost one at an offset."""

    ordered: tuple[_Place, ...]
    parents: tuple[int, ...]
    starts: tuple[int, ...]

    def at(self, offset: int) -> _Place | None:
        index = bisect_right(self.starts, offset) - 1
        while index >= 0 and offset >= self.ordered[index].clause.span.end:
            index = self.parents[index]
        return self.ordered[index] if index >= 0 else None


def _places(source: SourceText, clauses: tuple[Clause, ...], annexes: tuple[Annex, ...], words: Aliases) -> _Places:
    titles = tuple(annex.title for annex in annexes)
    ordered: list[_Place] = []
    parents: list[int] = []
    waiting = [(clause, -1) for clause in reversed(clauses)]
    while waiting:
        clause, parent = waiting.pop()
        waiting.extend((child, len(ordered)) for child in reversed(clause.children))
        above = ordered[parent] if parent >= 0 else None
        ordered.append(_place(source, clause, above, words, titles))
        parents.append(parent)
    return _Places(tuple(ordered), tuple(parents), tuple(place.clause.span.start for place in ordered))


def _place(source: SourceText, clause: Clause, above: _Place | None, words: Aliases, titles: tuple[str, ...]) -> _Place:
    heading = source.normalized.of(_heading(source, clause))
    own = words.codes(heading) if heading else {}
    claimed: frozenset[str] = above.claimed if above else frozenset()
    return _Place(
        clause=clause,
        own=own,
        claimed=claimed | own.keys() if own else claimed,
        headed=bool(own) or (above is not None and above.headed),
        titled=clause.heading is not None or bool(own) or (above is not None and above.titled),
        limited=above.limited if above else _limited(clause, heading, titles),
    )


def _limited(root: Clause, heading: str, titles: tuple[str, ...]) -> frozenset[str] | None:
    """What an annex can show, by its title."""
    if root.annex is None:
        return None
    title = titles[root.annex] if root.annex < len(titles) else heading
    if _FORM_ANNEX.search(title) is not None:
        return frozenset("X")
    return _OF_SPECIAL_ANNEX if _SPECIAL_ANNEX.search(title) is not None else None


def _heading(source: SourceText, clause: Clause) -> Span:
    """Its heading, else its first line if that is short and no sentence: headings in two languages are long."""
    if clause.heading is not None:
        return clause.heading
    start, stop = clause.own.start, clause.own.end
    first = source.text[start : min(stop, start + _LONGEST_FIRST_LINE + 1)].partition("\n")[0]
    end = start + len(first.rstrip())
    short = len(first) <= _LONGEST_FIRST_LINE and _RUNNING.isdisjoint(first)
    return Span(start, end if short and end < stop else start)


def _by_clause(source: SourceText, places: _Places, vocabulary: Vocabulary) -> Iterator[_Hit]:
    words = {one.code: one for one in vocabulary.modules}
    for place, parent in zip(places.ordered, places.parents, strict=True):
        if not place.own or not _has_text(source, place.clause):
            continue
        heading = _heading(source, place.clause)
        above = places.ordered[parent].clause if parent >= 0 else None
        for code, score in place.own.items():
            if place.allows(code) and _kept(source, place, code, heading):
                led = above is not None and _leads_to(source, above, words[code])
                yield _Hit(code, Mark("heading", heading, score), above if led else place.clause)


def _kept(source: SourceText, place: _Place, code: str, heading: Span) -> bool:
    """Whether a clause headed with several matters (保密、数据与成果) still speaks of this one."""
    topic = _TOPICS.get(code)
    if topic is None or len(place.own) < 2:
        return True
    return topic.search(source.normalized.of(Span(heading.end, max(heading.end, place.clause.span.end)))) is not None


def _leads_to(source: SourceText, clause: Clause, words: ModuleWords) -> bool:
    """Whether a clause without a heading introduces its items: 「双方的保密义务如下：」 over 保密内容, 保密期限."""
    line = source.text[clause.own.start : clause.own.end][: _LONGEST_FIRST_LINE + 1].partition("\n")[0].rstrip()
    content = _content(words).content
    if clause.heading is not None or not line.endswith(("：", ":")) or content is None:
        return False
    return content.search(source.normalized.of(Span(clause.own.start, clause.own.start + len(line)))) is not None


def _has_text(source: SourceText, clause: Clause) -> bool:
    """Whether anything but 无 stands under the heading; a blank to fill does."""
    start = max(clause.number_span.end, _heading(source, clause).end)
    text = source.normalized.of(Span(start, max(start, clause.span.end)))
    return _EMPTY_TEXT.fullmatch("".join(text.split()).strip("：。，.；/\\-—")) is None


# ---------------------------------------------------------------- sentences


@dataclass(frozen=True, slots=True)
class _Lines:
    """The sentences one a line, folded, without the line breaks inside them."""

    spans: tuple[Span, ...]
    texts: tuple[str, ...]
    joined: str
    starts: tuple[int, ...]
    unbroken: bool
    """Whether none had a line break inside, so that all its pairs of characters stand in the text as well."""

    def index(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1


def _lines(source: SourceText, sentences: tuple[Span, ...]) -> _Lines:
    read = [source.normalized.of(span) for span in sentences]
    unbroken = not any("\n" in text for text in read)
    texts = tuple(text.replace("\n", "").strip()[:_LONGEST_SENTENCE] for text in read)
    starts: list[int] = []
    length = 0
    for text in texts:
        starts.append(length)
        length += len(text) + 1
    return _Lines(sentences, texts, "\n".join(texts), tuple(starts), unbroken)


def _by_line(source: SourceText, lines: _Lines, places: _Places, words: Aliases) -> Iterator[_Hit]:
    """Headings that are no clauses: a line of their own, a label in front of its text, or the left cell of a table."""
    alone = _alone(source)
    labels = _left_cells(source)
    titled = len({code for place in places.ordered for code in place.own}) >= _HEADED
    for index, (span, text) in enumerate(zip(lines.spans, lines.texts, strict=True)):
        place = places.at(span.start)
        if place is not None and place.headed:
            continue
        body = place is not None or not titled or span.start > places.starts[0]
        heading = ""
        if len(text) <= _LONGEST_LINE_HEADING and (span.start in labels or (body and (span.start, span.end) in alone)):
            follows = lines.texts[index + 1] if index + 1 < len(lines.texts) else ""
            heading = text if follows and not words.exactly(follows) else ""
        elif body and (label := _LABEL.match(text)) is not None and len(text) - label.end() >= 4:
            heading = label[0]
        for code in words.exactly(heading):
            if code not in _NOT_BY_LINE and (place is None or place.allows(code)):
                yield _Hit(code, Mark("heading", span, 100), place.clause if place else None)


def _alone(source: SourceText) -> frozenset[tuple[int, int]]:
    """Short paragraphs outside tables, as the bounds of their text."""
    bounds = set()
    for block in source.blocks:
        if block.table is None and len(block.span) <= 2 * _LONGEST_LINE_HEADING:
            text = block.span.of(source.text)
            start = block.span.start + len(text) - len(text.lstrip())
            bounds.add((start, block.span.start + len(text.rstrip())))
    return frozenset(bounds)


def _left_cells(source: SourceText) -> frozenset[int]:
    """Where the labels begin in tables of two columns."""
    return frozenset(
        cell.span.start for table in source.tables if table.columns == 2 for cell in table.cells if cell.column == 0
    )


@dataclass(frozen=True, slots=True)
class _Content:
    """The patterns of one module, ready to run."""

    words: ModuleWords
    content: re.Pattern[str] | None
    not_content: re.Pattern[str] | None
    unheaded: re.Pattern[str] | None


@lru_cache(maxsize=64)
def _content(words: ModuleWords) -> _Content:
    return _Content(words, _joined(words.content), _joined(words.not_content), _joined(words.unheaded))


def _joined(alternatives: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(f"(?:{alternative})" for alternative in alternatives)
    return compile_regex(joined, re.MULTILINE) if joined else None


def _by_content(
    source: SourceText, lines: _Lines, places: _Places, headed: list[_Hit], modules: tuple[ModuleWords, ...]
) -> Iterator[_Hit]:
    """One hit for each sentence that says something of a module no heading shows."""
    claims = _claims(source, headed)
    begin = min((*places.starts[:1], *claims.starts[:1]), default=0)
    for one in map(_content, modules):
        for pattern, unheaded in ((one.content, False), (one.unheaded, True)):
            if pattern is None or (lines.unbroken and not source.normalized.may_hold(pattern)):
                continue
            last = -1
            for match in pattern.finditer(lines.joined):
                index = lines.index(match.start())
                if index == last:
                    continue
                last = index
                span, text = lines.spans[index], lines.texts[index]
                place = places.at(span.start)
                claimed = place.claimed if place is not None and place.headed else claims.at(span.start)
                titled = bool(claimed) or (place is not None and place.titled)
                if unheaded and titled:
                    continue
                if _counts(one, text, place, claimed, preamble=span.start < begin):
                    yield _Hit(one.words.code, Mark("content", span, 90), place.clause if place else None)


def _counts(one: _Content, text: str, place: _Place | None, claimed: frozenset[str], *, preamble: bool) -> bool:
    """Whether a sentence with the words of a module counts where it stands."""
    code = one.words.code
    if preamble and code not in _RECITAL_MODULES and _LABEL.match(text) is None:
        return False
    if not claimed.isdisjoint(one.words.not_within):
        return False
    if place is not None and not place.allows(code):
        return False
    return one.not_content is None or one.not_content.search(text) is None


@dataclass(frozen=True, slots=True)
class _Claims:
    """What headings that are no clauses claim: all up to the next line that may be one."""

    starts: tuple[int, ...]
    codes: tuple[frozenset[str], ...]

    def at(self, offset: int) -> frozenset[str]:
        index = bisect_right(self.starts, offset) - 1
        return self.codes[index] if index >= 0 else frozenset()


def _claims(source: SourceText, headed: list[_Hit]) -> _Claims:
    by_start: dict[int, set[str]] = {}
    for hit in headed:
        if hit.clause is None:
            by_start.setdefault(hit.mark.span.start, set()).add(hit.code)
    if by_start:
        for start, end in _alone(source):
            if source.text[end - 1] not in "。；：，、,;:":
                by_start.setdefault(start, set())
    starts = tuple(sorted(by_start))
    return _Claims(starts, tuple(frozenset(by_start[start]) for start in starts))
