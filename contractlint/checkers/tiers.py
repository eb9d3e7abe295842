"""分档: whether neighbouring tiers meet without a gap and without an overlap.

以上, 以下, 以内 include the number, 超过, 不满, 以外 do not (Civil Code, article 1259); 低于, 高于, 不足 are read as
they are commonly meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from contractlint import regex
from contractlint.dataclass import dataclass, replace
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement, once
from contractlint.parser.quantities.numerals import parse_numeral
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, Spans

_NUMBER = r"(?:\d{1,9}(?:\.\d{1,4})?|[一二三四五六七八九十百]{1,5})"
_UNIT = r"(?:%|‰|个?工作日|自然日|日|天|小时|分钟|个月|年|次|分(?!之|钟)|万元|元|级)"
_UPPER_IN = "不(?:得|应)?(?:超过|高于|大于|多于)|小于等于|小于或等于|低于或等于|≤|<=|≦"
_UPPER_OUT = "低于|小于|少于|不足|不满|未满|未达到?|不到|达不到|<"
_LOWER_IN = "不(?:得|应)?(?:低于|少于|小于)|大于等于|大于或等于|高于或等于|≥|>=|≧|达到|满(?![足意])"
_LOWER_OUT = "超过|高于|大于|多于|超出|逾(?!期)|>"
_NOTE = r"(?:（(?P<{0}>不?包?含)[^）\n]{{0,10}}）)?"
_BOUND = compile_regex(
    rf"(?:(?P<upper_in>{_UPPER_IN})|(?P<lower_in>{_LOWER_IN})|(?P<upper_out>{_UPPER_OUT})"
    rf"|(?P<lower_out>{_LOWER_OUT}))?[ ]?"
    rf"(?P<number>{_NUMBER}) ?(?P<unit>{_UNIT})?"
    + _NOTE.format("first")
    + r"(?:(?P<behind>(?:及|或)?以上|(?:及|或)?以下|以内|之内|以外)"
    + rf"|[ ]?(?P<to>至|到|-|~|～|—|–)[ ]?(?P<second>{_NUMBER}) ?(?P<other>{_UNIT})"
    + _NOTE.format("last")
    + ")?"
    + _NOTE.format("note")
)
# A number without one of these bounds nothing.
_MARKS = ("behind", "to", "upper_in", "lower_in", "upper_out", "lower_out")
_CUE = compile_regex(
    r"以[上下内外]|之内|超[过出]|[低高大小少多]于|[不未]满|不[足到]|达到|逾|[≥≤<>≧≦]|[\d%]） ?[至到~～—–-]"
    r"|[\d%年月日天次分元时] ?[至到~～—–-] ?\d"
)
_JOINED = compile_regex("[，、 ]?(?:但|且|并且|而|并|又|至|到)?[，、 ]?(?:仍|又)?")
_TOPIC = compile_regex(r"([\u4e00-\u9fff]{1,12})(?:为|在|达|的|时)?$")
_STOP = "，；。：\n（(、"
_PRICE = compile_regex("扣|支付|违约金|奖|罚|减|元|费|全额|赔|解除|终止")
_COST = compile_regex("扣减|扣除|违约金|扣[^。；，]{0,6}元|罚")
_ENDS = compile_regex("解除|终止")
_DISCRETE = frozenset({"日", "天", "次", "工作日", "个工作日", "自然日", "个月", "年", "分", "小时", "元", "级"})
_NEAR = 2
_MOST = 60
"""No scale has more tiers."""


@dataclass(frozen=True, slots=True)
class _Tier:
    """An interval with its place; a missing bound is None."""

    low: Decimal | None
    low_in: bool
    high: Decimal | None
    high_in: bool
    unit: str
    span: Span
    start: int
    end: int
    topic: str


def tier_boundaries(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Neighbouring tiers of one scale that share their boundary, or leave it out."""
    for group in (*_of_tables(agreement), *_of_sentences(agreement)):
        yield from _faults(agreement, group)


def _faults(agreement: Agreement, group: Sequence[_Tier]) -> Iterator[Hit]:
    group = group[:_MOST]
    several = len(group) > 2 or any(tier.low is not None and tier.high is not None for tier in group)
    for below in group:
        above = _next(below, group)
        if above is None or below.high is None or above.low is None:
            continue
        both = below.low is not None and above.high is not None
        if below.high == above.low:
            if below.high_in and above.low_in:
                yield _hit(agreement, below, above, _OVERLAP, f"{below.high}{below.unit}")
            elif not below.high_in and not above.low_in and not _covered(below.high, group):
                yield _hit(agreement, below, above, _GAP, f"{below.high}{below.unit}")
        elif below.high > above.low and both:
            yield _hit(agreement, below, above, _OVERLAP, f"{above.low}{below.unit}至{below.high}{below.unit}")
        elif (
            below.high < above.low
            and (several or _both_cost(agreement, below, above))
            and not _adjoins(below, above)
            and _priced(agreement, below, above)
        ):
            yield _hit(agreement, below, above, _GAP, f"{below.high}{below.unit}至{above.low}{below.unit}")


_OVERLAP = "「{first}」和「{second}」都含{point}，这时适用哪一档看不出来。"
_GAP = "「{first}」和「{second}」都不含{point}，这时没有约定。"


def _hit(agreement: Agreement, below: _Tier, above: _Tier, message: str, point: str) -> Hit:
    one, other = sorted((below, above), key=lambda tier: tier.span)
    values = {"first": agreement.folded(one.span), "second": agreement.folded(other.span), "point": point}
    return Hit((one.span, other.span), values, message=message)


def _next(below: _Tier, group: Sequence[_Tier]) -> _Tier | None:
    """The tier that begins where this one ends, or the nearest above."""
    if below.high is None:
        return None
    higher = [
        tier
        for tier in group
        if tier is not below
        and tier.low is not None
        and (tier.high is None or tier.high > below.high)
        and (below.low is None or tier.low > below.low)
    ]
    return min(higher, key=lambda tier: (tier.low or 0, tier.span.start), default=None)


def _priced(agreement: Agreement, *tiers: _Tier) -> bool:
    """Whether each of the tiers has a consequence: what is promised (99.9%以上) and from where it costs something may
    lie apart on purpose."""
    return all(
        agreement.table_at(tier.span.start) is not None
        or _PRICE.search(agreement.folded(agreement.sentence_at(tier.span.start))) is not None
        for tier in tiers
    )


def _both_cost(agreement: Agreement, *tiers: _Tier) -> bool:
    """Of two tiers alone one may be a price and the other the end of the agreement, far apart on purpose."""
    return all(
        _COST.search(said) is not None and _ENDS.search(said) is None
        for said in (agreement.folded(agreement.sentence_at(tier.span.start)) for tier in tiers)
    )


def _covered(point: Decimal, group: Sequence[_Tier]) -> bool:
    return any(
        (tier.low is None or tier.low < point or (tier.low == point and tier.low_in))
        and (tier.high is None or tier.high > point or (tier.high == point and tier.high_in))
        for tier in group
    )


def _adjoins(below: _Tier, above: _Tier) -> bool:
    """1次至3次 and 4次至6次 leave nothing out; 90分 and 89分 the same."""
    assert below.high is not None
    assert above.low is not None
    whole = below.high == below.high.to_integral_value() and above.low == above.low.to_integral_value()
    return below.unit in _DISCRETE and whole and above.low - below.high <= 1


# ---------------------------------------------------------------- groups of tiers


def _of_tables(agreement: Agreement) -> Iterator[list[_Tier]]:
    for table in agreement.tables:
        groups: dict[tuple[int, str], list[_Tier]] = {}
        for cell in table.cells:
            if cell.column_span == 1 and len(cell.span) <= 60 and agreement.search(_CUE, cell.span) is not None:
                found = _tiers(agreement, cell.span)
                if len(found) == 1:
                    groups.setdefault((cell.column, found[0].unit), []).append(found[0])
        yield from groups.values()


def _of_sentences(agreement: Agreement) -> Iterator[list[_Tier]]:
    """Runs of tiers on one scale, in one sentence or in neighbouring ones of the same clause."""
    run: list[_Tier] = []
    last = 0
    for index in _cued(agreement):
        sentence = agreement.sentences[index]
        if agreement.table_at(sentence.start) is not None:
            continue
        for tier in _tiers(agreement, sentence):
            if run and index - last <= _NEAR and _continues(agreement, run, tier):
                run.append(replace(tier, topic=tier.topic or run[-1].topic))
            elif run and index == last and tier.unit != run[-1].unit:
                continue
            else:
                yield run
                run = [tier]
            last = index
    yield run


def _cued(agreement: Agreement) -> Iterator[int]:
    """Which sentences could hold a tier, cheaply."""
    starts = [sentence.start for sentence in agreement.sentences]
    last = -1
    for found in agreement.finditer(_CUE):
        index = bisect_right(starts, found.span.start) - 1
        if index > last:
            last = index
            yield index


def _continues(agreement: Agreement, run: Sequence[_Tier], tier: _Tier) -> bool:
    if tier.unit != run[-1].unit:
        return False
    paths = agreement.clause_path(run[-1].span.start), agreement.clause_path(tier.span.start)
    if paths[0][:1] != paths[1][:1]:
        return False
    same = tier.topic[-2:] == run[-1].topic[-2:] or tier.topic in run[-1].topic
    return not tier.topic or (bool(run[-1].topic) and same)


@once
def _dated(agreement: Agreement) -> Spans:
    return Spans(date.span for date in agreement.quantities.dates)


def _tiers(agreement: Agreement, span: Span) -> list[_Tier]:
    inner = agreement.normalized.from_source(span)
    text = inner.of(agreement.normalized.text)
    tiers: list[_Tier] = []
    dated = _dated(agreement)
    for match in _BOUND.finditer(text):
        if not any(match.group("unit", "other")) or not any(match.group(*_MARKS)):
            continue
        place = agreement.normalized.to_source(Span(match.start() + inner.start, match.end() + inner.start))
        if dated.overlap(place):
            continue
        tier = _tier(agreement, text, inner.start, match)
        if tier is None:
            continue
        joined = _joined(agreement, text, inner.start, tiers[-1], tier) if tiers else None
        if joined:
            tiers[-1] = joined
        else:
            tiers.append(tier)
    return tiers


def _joined(agreement: Agreement, text: str, shift: int, first: _Tier, second: _Tier) -> _Tier | None:
    """「不低于99.0%但低于99.5%」 is one tier."""
    if first.unit != second.unit or not _JOINED.fullmatch(text, first.end, second.start):
        return None
    if (first.low is None) == (first.high is None) or (second.low is None) == (second.high is None):
        return None
    lower, upper = (first, second) if first.low is not None else (second, first)
    if lower.low is None or upper.high is None or lower.low >= upper.high:
        return None
    place = agreement.normalized.to_source(Span(first.start + shift, second.end + shift))
    return _Tier(
        lower.low, lower.low_in, upper.high, upper.high_in, first.unit, place, first.start, second.end, first.topic
    )


def _tier(agreement: Agreement, text: str, shift: int, match: re.Match[str]) -> _Tier | None:
    unit = match["unit"] or match["other"] or ""
    value = parse_numeral(match["number"])
    if not unit or value is None:
        return None
    before = text[max(0, match.start() - 14) : match.start()]
    if match.start() and text[match.start() - 1] in ".第0123456789-～~×÷" and not match["upper_in"]:
        return None
    place = agreement.normalized.to_source(Span(match.start() + shift, match.end() + shift))
    stretch = regex.split(f"[{_STOP}]", before)[-1]
    found = _TOPIC.search(stretch)
    topic = found[1] if found else ""
    low: Decimal | None = None
    high: Decimal | None = None
    low_in = high_in = True
    if match["to"]:
        other = parse_numeral(match["second"])
        if other is None or value >= other or match["upper_in"] or match["lower_in"]:
            return None
        low, high = value, other
        low_in, high_in = match["first"] not in ("不含", "不包含"), match["last"] not in ("不含", "不包含")
        if (match["unit"] or unit) != unit:
            return None
        unit = match["other"]
    else:
        sides = {
            "upper_in": (False, True),
            "upper_out": (False, False),
            "lower_in": (True, True),
            "lower_out": (True, False),
        }
        ahead = next((key for key in sides if match[key]), "")
        behind = match["behind"] or ""
        if not ahead and not behind:
            return None
        lower, inside = sides[ahead] if ahead else (behind.endswith(("以上", "以外")), not behind.endswith("以外"))
        note = match["note"] or match["first"] or ""
        inside = {"含": True, "包含": True, "不含": False, "不包含": False}.get(note, inside)
        if lower:
            low, low_in = value, inside
        else:
            high, high_in = value, inside
    return _Tier(low, low_in, high, high_in, unit, place, match.start(), match.end(), topic)


CHECKS: dict[str, Kind] = {"tier-boundaries": tier_boundaries}
