"""Times of service promised in sentences: 「一级故障：15分钟内响应，2小时内恢复」, 「解决时间：4小时」."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from contractlint.dataclass import dataclass
from contractlint.model import Blank, Clause, Period
from contractlint.parser.level_names import CLOCK, MAYBE_NAME, NAME, Place, level_key
from contractlint.parser.level_tables import TableGrid
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Span

Levels = tuple[tuple[str, Span], ...]
_UNITS = frozenset({"minute", "hour", "workday", "day", "week"})
_LONGEST = 600
# Times of other matters: disputes, payment, acceptance, security incidents, force majeure, test figures of software.
_OTHER_MATTER = compile_regex(
    "争议|纠纷|协商|仲裁|诉讼|付款|支付|发票|验收|不可抗力|泄露|个人信息|知识产权|保密|催告|投标|招标|退还|转让"
    "|并发|吞吐|TPS|(?:页面|接口|查询|系统)(?:平均)?响应"
)
_PENALTY = compile_regex(
    "扣减|扣除|扣罚|违约金|罚款|减收|减免|视为|赔偿|未能|未(?:在|按|于)|未(?=响应|到|恢复|解决|修复|完成)"
    "|不能|无法|逾期|超时|延误|迟延"
    "|延迟|(?<![不未得应可])超过|超出"
)
_CLIENT = compile_regex(
    "(?:甲方|委托方|委托人|采购人|采购方|买方|需方|用户方)(?=[^。；，、：\n]{0,4}(?:应|须|需|将|在|于))"
)
_PROVIDER = compile_regex("乙方|受托方|受托人|供应商|供方|卖方|服务方|服务商|承包方|工程师|技术人员|服务人员")
_EVENT = compile_regex(r"(?:完毕|完成|成功|正常)?(?:之?后|之?前|时起|之日|之时|超时|失败|不了|未能)")
_KEYED = compile_regex(
    "(?:的)?(?:时间|时限|时长|时效|期限|要求|标准)|：|为|不(?:得|应)?(?:超过|晚于|高于|大于|多于|长于|迟于)|≤|<=|在|控制在|≦"
)
_WITHIN = compile_regex(r"[ _】\]]{0,3}(?:以内|之内|内)")
_UNIT_BEHIND = compile_regex(
    r"[ \u3000】\]）)_]*(?:个)?(?:分钟|小时|工作日|自然日|日历日|日|天)(?!期)|[ _】\]]*(?:以|之)?内"
)
_NO_UNIT = compile_regex(r"(?<![\d.第年月日/\-:：])\d{1,3}(?= ?(?:以内|之内|内)(?![部容外存置网设层科]))")
_VAGUE = compile_regex("及时(?![率性])|尽快|尽早|第一时间|立即|即刻|马上|迅速")
_SEGMENT_END = compile_regex("[，、；。]")
_JOINED = compile_regex(r"[ 、和与及或至到/，]*")
_DEFINES = compile_regex(r"[^。；，：\n]{0,12}?(?:：|（|，?(?:是)?指|为|——|—|-|，)")
_NUMBERING = compile_regex(r"[ \t]*(?:[（(]?(?:[0-9.]{1,6}|[一二三四五六七八九十]{1,3}|[①-⑩])[）)、.． ][ \t]*)?")
_DESCRIBED = compile_regex(
    "(?P<what>(?P<case>[^，。；：\n]{2,30}(?:的|问题|故障|情形|情况|咨询|需求))|特急|紧急|急|严重|重大|较大|重要|一般|普通|轻微)："
)
_GENERAL = compile_regex("所有|任何|各级|全部|上述|以上|其他|每次|对于")


@dataclass(frozen=True, slots=True)
class _Time:
    """A time, or the place for one; ``start`` and ``end`` count in the folded sentence."""

    start: int
    end: int
    period: Period | None
    span: Span
    vague: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    """Levels named side by side: 「一级、二级故障」."""

    start: int
    end: int
    levels: Levels


def read_prose(
    source: SourceText,
    clauses: tuple[Clause, ...],
    sentences: Sequence[Span],
    periods: Sequence[Period],
    blanks: Sequence[Blank],
    tables: Sequence[TableGrid],
) -> Iterator[Place]:
    """The times of all sentences outside the cells that ``tables`` already read."""
    usable = tuple(period for period in periods if period.unit in _UNITS)
    period_starts = [period.span.start for period in usable]
    blank_starts = [blank.span.start for blank in blanks]
    taken = frozenset(offset for grid in tables for span in grid.taken for offset in range(span.start, span.end + 1))
    rows = sorted(
        ((place, keys[0], span) for grid in tables for place, (keys, span) in grid.rows), key=lambda row: row[0]
    )
    row_starts = [place.start for place, _, _ in rows]
    ordered = tuple(clause for root in clauses for clause in root.walk())
    clause_starts = [clause.span.start for clause in ordered]
    texts = [source.normalized.of(sentence)[:_LONGEST] for sentence in sentences]
    described = _described(source, sentences, texts)
    held: Levels | None = ()
    """The level that goes on from the line before; None where only the headings above can tell."""
    holder: Clause | None = None
    last = 0
    for sentence, text in zip(sentences, texts, strict=True):
        if sentence.start in taken:
            continue
        named = _named(source, sentence, text)
        clause = _clause_at(ordered, clause_starts, sentence.start)
        begins = bool(named) and named[0].start <= (_numbering(text) + 2)
        if named:
            held = named[-1].levels if begins and len(named[-1].levels) == 1 else ()
        elif sentence.start in described:
            held = described[sentence.start]
        elif clause is not holder:
            held = None
        elif held != () and (
            _GENERAL.match(text, numbering := _numbering(text))
            or ("\n" in source.text[last : sentence.start] and _PROVIDER.match(text, numbering))
        ):
            held = ()
        holder, last = clause, sentence.end
        if CLOCK.search(text) is None or _OTHER_MATTER.search(text):
            continue
        if held is None:
            held = _of_headings(source, ordered, clause_starts, clause)
        index = bisect_right(row_starts, sentence.start) - 1
        row = (rows[index][1:],) if index >= 0 and rows[index][0].contains(sentence) else ()
        times = _times(
            source,
            sentence,
            text,
            usable[bisect_left(period_starts, sentence.start) : bisect_right(period_starts, sentence.end)],
            blanks[bisect_left(blank_starts, sentence.start) : bisect_right(blank_starts, sentence.end)],
        )
        for kind, time in _paired(text, times, named):
            yield Place(kind, _levels_for(text, named, time) or row or held, time.period, time.span)


def _described(source: SourceText, sentences: Sequence[Span], texts: Sequence[str]) -> dict[int, Levels]:
    """Levels that have no name, only what happened: 「（一）不能登录的：30分钟内响应……」, two or more of them."""
    found: dict[int, Levels] = {}
    for sentence, text in zip(sentences, texts, strict=True):
        if "：" not in text:
            continue
        numbering = _numbering(text)
        label = _DESCRIBED.match(text, numbering)
        if label is None or (label["case"] and not numbering) or NAME.search(label[0]):
            continue
        line_end = source.text.find("\n", sentence.end)
        text += source.normalized.of(Span(sentence.end, line_end if line_end >= 0 else len(source.text)))[:_LONGEST]
        if not compile_regex(r"[\d一二两三四五六七八九十半]").search(text, label.end()):
            continue
        clocks = {match.lastgroup for match in CLOCK.finditer(text, label.end())}
        if "response" in clocks and len(clocks) > 1:
            place = _source_span(source, sentence, *label.span("what"))
            found[sentence.start] = ((label["what"], place),)
    return found if len(found) > 1 else {}


def defined_levels(source: SourceText, sentences: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    """Levels that a line begins with: 「一级故障：系统整体停止运行」."""
    for sentence in sentences:
        text = source.normalized.of(sentence)[:60]
        if MAYBE_NAME.search(text) is None:
            continue
        found = NAME.match(text, _numbering(text))
        if found is None or _PENALTY.search(text):
            continue
        if compile_regex("故障|问题|事件|缺陷|P|S").search(found[0]) and _DEFINES.match(text, found.end()):
            yield level_key(found), _source_span(source, sentence, found.start(), found.end())


def _numbering(text: str) -> int:
    match = _NUMBERING.match(text)
    return match.end() if match else 0


def _source_span(source: SourceText, sentence: Span, start: int, end: int) -> Span:
    shift = source.normalized.folded_offset(sentence.start)
    return source.normalized.to_source(Span(start + shift, end + shift))


def _clause_at(ordered: Sequence[Clause], starts: Sequence[int], offset: int) -> Clause | None:
    index = bisect_right(starts, offset) - 1
    while index >= 0:
        if offset < ordered[index].span.end:
            return ordered[index]
        index -= 1
    return None


def _of_headings(source: SourceText, ordered: Sequence[Clause], starts: Sequence[int], clause: Clause | None) -> Levels:
    """The level that a clause or one above it is headed with: 「（一）一级故障」 over its lines."""
    if clause is None:
        return ()
    for one in _upwards(ordered, bisect_right(starts, clause.span.start) - 1, clause):
        place = one.heading or Span(one.own.start, min(one.own.end, one.own.start + 16))
        text = source.normalized.of(place)
        found = NAME.match(text.lstrip())
        if found is not None and len(list(NAME.finditer(text))) == 1:
            shift = len(text) - len(text.lstrip())
            return ((level_key(found), _source_span(source, place, found.start() + shift, found.end() + shift)),)
    return ()


def _upwards(ordered: Sequence[Clause], index: int, clause: Clause) -> Iterator[Clause]:
    """The clause and at most two above it, where they stand near."""
    met = 0
    for place in range(index, max(-1, index - 61), -1):
        one = ordered[place]
        if one.span.contains(clause.span):
            yield one
            met += 1
            if met == 3 or one.level == 0:
                return


def _named(source: SourceText, sentence: Span, text: str) -> tuple[_Named, ...]:
    if MAYBE_NAME.search(text) is None:
        return ()
    groups: list[_Named] = []
    for found in NAME.finditer(text):
        level = (level_key(found), _source_span(source, sentence, found.start(), found.end()))
        last = groups[-1] if groups else None
        if last is not None and _JOINED.fullmatch(text, last.end, found.start()) and found.start() - last.end <= 2:
            groups[-1] = _Named(last.start, found.end(), (*last.levels, level))
        else:
            groups.append(_Named(found.start(), found.end(), (level,)))
    return tuple(groups)


def _levels_for(text: str, named: Sequence[_Named], time: _Time) -> Levels:
    """The levels named last before a time, else right behind it in the same breath."""
    before = [group for group in named if group.end <= time.start]
    if before:
        return before[-1].levels
    end = _segment(text, time)[1]
    return next((group.levels for group in named if time.end <= group.start < end), ())


def _times(
    source: SourceText, sentence: Span, text: str, periods: Sequence[Period], blanks: Sequence[Blank]
) -> list[_Time]:
    shift = source.normalized.from_source(sentence).start
    times: list[_Time] = []
    for period in periods:
        place = source.normalized.from_source(period.span)
        times.append(_Time(place.start - shift, place.end - shift, period, period.span))
    for blank in blanks:
        hole = source.normalized.from_source(blank.span)
        start, end = hole.start - shift, hole.end - shift
        unit = _UNIT_BEHIND.match(text, max(0, end))
        if unit is not None and start >= 0:
            place = _source_span(source, sentence, start, unit.end())
            times.append(_Time(start, unit.end(), None, blank.span.join(place)))
    for pattern, vague in ((_NO_UNIT, False), (_VAGUE, True)):
        times.extend(
            _Time(*match.span(), None, _source_span(source, sentence, *match.span()), vague)
            for match in pattern.finditer(text)
        )
    times.sort(key=lambda time: time.start)
    return [time for index, time in enumerate(times) if not index or times[index - 1].end <= time.start]


def _segment(text: str, time: _Time) -> tuple[int, int]:
    start = max(text.rfind(mark, 0, time.start) for mark in "，、；。") + 1
    end = _SEGMENT_END.search(text, time.end)
    return start, end.start() if end else len(text)


def _paired(text: str, times: Sequence[_Time], named: Sequence[_Named]) -> Iterator[tuple[str, _Time]]:
    """Each time with its clock: the word behind it (15分钟内响应), before it (响应时间：15分钟), or before the last."""
    carried = ""
    for time in times:
        start, end = _segment(text, time)
        told = max(start, text.rfind("：", start, time.start) + 1)
        aside = text.find("（", time.end, end)
        if _PENALTY.search(text, told, aside if aside >= 0 else end) or _of_client(text, time.start):
            carried = ""
            continue
        behind = _clock(text, time.end, min(end, time.end + (8 if time.vague else 24)))
        before = _keyed_clock(text, start, time.start)
        within = time.vague or time.period is None or _WITHIN.match(text, time.end) or time.period.bound == "within"
        if behind and (within or not before):
            carried = ""
            yield behind, time
        elif before and not time.vague:
            carried = before
            yield before, time
        elif (
            carried and not time.vague and (time.start - start <= 10 or any(start <= one.start < end for one in named))
        ):
            yield carried, time


def _clock(text: str, start: int, end: int) -> str:
    """The first clock word in a stretch that is no event of its own (恢复后, 到场前)."""
    for match in CLOCK.finditer(text, start, end):
        if not _EVENT.match(text, match.end()):
            return match.lastgroup or ""
    return ""


def _keyed_clock(text: str, start: int, end: int) -> str:
    """The last clock word in a stretch that leads to the time behind it."""
    kind = ""
    for match in CLOCK.finditer(text, start, end):
        if not _EVENT.match(text, match.end()) and (_KEYED.search(text, match.end(), end) or match.end() >= end - 1):
            kind = match.lastgroup or ""
    return kind


def _of_client(text: str, offset: int) -> bool:
    """Whether the duty at that place is the client's."""
    client = max((match.end() for match in _CLIENT.finditer(text, 0, offset)), default=-1)
    return client > max((match.end() for match in _PROVIDER.finditer(text, 0, offset)), default=-1)
