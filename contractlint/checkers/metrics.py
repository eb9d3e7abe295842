"""Figures of the service: whether there is one, and whether it can be worked out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from contractlint import regex
from contractlint.finding import Hit, NotApplicable, NotAssessed
from contractlint.kinds import Answer, Kind
from contractlint.kinds.patterns import anchor, in_heading
from contractlint.kinds.require import handed_to_missing_annex
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_AVAILABILITY = "可用率|可用性|可用度|在线率|正常运行率|无故障运行率|连通率|畅通率"
_RATE = compile_regex(_AVAILABILITY)
_PROMISED = compile_regex(
    rf"(?:[月季年]度?"
    rf"|全年)?(?:{_AVAILABILITY})(?:（[^）\n]{{0,12}}）)?[^。；，\n\t|]{{0,14}}?(?P<figure>(?:\d{{2,3}}(?:\.\d{{1,5}})?)%|百分之[一二三四五六七八九十点百]{{1,8}})"
)
_PROMISED_BEHIND = compile_regex(
    rf"(?P<figure>\d{{2,3}}(?:\.\d{{1,5}})?%)(?:以上|及以上)?的[^。；，\n]{{0,8}}(?:{_AVAILABILITY})"
)
_SPEAKS = compile_regex(f"{_AVAILABILITY}|停机|不可用|宕机|中断|离线|统计周期|考核周期")
_CYCLE = compile_regex(
    "月度|季度|年度|[每按各单][月季年]|每个?自然[月季年]|自然[月季年]|当[月季年]|[月季年]平?均|全年|统计周期"
    "|考核周期|[月季年](?:可用|在线)|服务期内"
)
_FORMULA = compile_regex(
    "[＝=÷]|(?<!和)[\u4e00-\u9fff）] ?/ ?[\u4e00-\u9fff（]|计算|除以|之比|比值|所占"
    "|占[^。；，]{0,12}(?:比|时间|时长|总)|/总|比例"
)
_EXCLUDED = compile_regex(
    "不计|除外|不包括|不包含|不含|扣除[^。；，]{0,20}(?:停机|维护|时间|时长)|剔除|不视为|不算|不属于|免责"
    "|(?:计划|例行|预先)[^。；，]{0,12}(?:停机|维护)"
)
_EFFECT = compile_regex(
    r"(?:率|满意度|完好度|可靠[度性]|可用性|可用度)(?:（[^）\n]{2,60}）)?(?:均|应|须|需|需达到|不得|月均|全年|达到|为"
    r"|的?目标值?)?[^。；\n]{0,14}(?:\d|百分之|[一二三四五六七八九十]成)"
    r"|(?:宕机|停机|中断|故障|重大故障|投诉|重复故障)[^。；，\n]{0,6}(?:次数|时长|时间|累计"
    r"|总时)[^。；\n]{0,14}(?:\d|[一二三四五六七八九十]次|零)"
    r"|(?:性能|速度|效率|耗时|响应时间|处理时间|加载时间|查询时间|执行时间|批处理[^。；，\n]{0,6}时[间长]|平均时长|平均时间|并发|吞吐)[^。；\n]{0,16}(?:提升|提高"
    r"|缩短|降低|下降|不低于|不少于|不超过|达到|减少|小于|≤|≥)[^。；\n]{0,10}\d"
    r"|\d{2,3}(?:\.\d{1,5})?%(?:以上|及以上)?的[^。；，\n]{0,10}(?:率|可用性|满意度)"
)
_MONEY_RATE = compile_regex("税率|利率|费率|汇率|报价利率|折扣率|逾期|违约金|滞纳")
_NO_ANNEX = "合同写明该事项见「{annex}」，而文件里没有这个附件，未能判定。"


def availability_underspecified(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """A percentage of availability without cycle, formula or the downtime that does not count."""
    sentences = dict.fromkeys(agreement.sentence_at(found.span.start) for found in agreement.finditer(_RATE))
    places = [
        found.span
        for sentence in sentences
        for pattern in (_PROMISED, _PROMISED_BEHIND)
        for found in agreement.finditer(pattern, sentence)
        if not in_heading(agreement, found.span)
    ]
    places += list(_in_tables(agreement))
    if not places:
        yield NotApplicable("合同没有约定可用率。")
        return
    said = _about_availability(agreement)
    missing = [
        name
        for name, pattern in (("统计周期", _CYCLE), ("计算方法", _FORMULA), ("不计入的停机", _EXCLUDED))
        if not pattern.search(said)
    ]
    if missing:
        yield Hit((min(places),), {"quote": agreement.folded(min(places)), "missing": "、".join(missing)})


def _in_tables(agreement: Agreement) -> Iterator[Span]:
    """「可用率 | 99.9%」 in the cells of one row."""
    for table in agreement.tables:
        for row in table.grid():
            cells = [cell for cell in row if cell is not None]
            for cell, beside in pairwise(cells):
                if cell != beside and regex.search(_AVAILABILITY, agreement.folded(cell.span)):
                    for one in agreement.quantities.percentages:
                        if beside.span.contains(one.span):
                            yield one.span


def _about_availability(agreement: Agreement) -> str:
    """Every sentence that speaks of availability or downtime, and the rest of its paragraph."""
    spans: dict[Span, None] = {}
    for found in agreement.finditer(_SPEAKS):
        block = agreement.block_at(found.span.start)
        table = agreement.table_at(found.span.start)
        spans[table.span if table else block.span if block else agreement.sentence_at(found.span.start)] = None
    return "\n".join(agreement.folded(span) for span in spans)


def effect_metric_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """No figure that says how good the service has to be."""
    for found in agreement.finditer(_EFFECT):
        if not _MONEY_RATE.search(found[0]) and not _MONEY_RATE.search(
            agreement.folded(Span(max(0, found.span.start - 4), found.span.end))
        ):
            return
    if any(True for _ in _in_tables(agreement)):
        return
    handed = handed_to_missing_annex(agreement, ("L",))
    if handed is not None:
        yield NotAssessed(_NO_ANNEX.format(annex=agreement.folded(handed)))
        return
    yield Hit((anchor(agreement, ("L",)),), absent=True)


CHECKS: dict[str, Kind] = {
    "availability-underspecified": availability_underspecified,
    "effect-metric-missing": effect_metric_missing,
}
