"""期限: the term of the agreement, its dates and what counts from when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from contractlint import regex
from contractlint.checkers.calendars import end_of, months_of, real_date, written
from contractlint.finding import Hit, NotAssessed
from contractlint.kinds import Kind
from contractlint.kinds.patterns import Look, anchor
from contractlint.kinds.require import handed_to_missing_annex
from contractlint.model import Agreement, DateValue, Period
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, Spans, lying_in

_OTHER_TERM = compile_regex("质保|保修|保密|担保|保证|试用|竞业|免费|维护期|许可|授权|宽限|整改|异议|付款|支付|验收")
_TERM_WORD = compile_regex(
    r"(?:(?:服务|合同|协议|履行|合作|委托|租赁|运维|维护|支持|聘用|承包|借款)(?:的)?(?:有效)?(?:期限|期间|期|时间)"
    r"|有效期(?:限|间)?|租期|起止(?:时间|日期))"
)
_TERM_HEADING = compile_regex(
    "(?:服务|合同|协议|合作|租赁|委托|履行|有效|聘用|借款)(?:的)?(?:期限|期间|期)|^期限$|有效期"
)
_BLANK_TERM = compile_regex(r"期限|有效期|服务期|租期|合同期|起止|自[^。；\n]{0,40}(?:起|至)|至[^。；\n]{0,30}止")
_WITHIN = compile_regex(r"[ _]{0,4}(?:个)?(?:日历|工作|自然)?(?:年|月|日|天|小时)(?:之)?(?:内|前|后)")
_UNIT_BEHIND = compile_regex("[ _]{0,4}(?:年|个?月|日|起|至|止|，|。)")
_SIGNING_LINE = compile_regex(r"(?:签订|签署|签约|订立)(?:日期|时间|日)|^\s*(?:日期|时间)|盖章|签字")
_LEFT_OPEN = compile_regex(
    _TERM_WORD.pattern
    + r"[^。；，\n]{0,8}(?:另行|日后|届时|双方再行?)[^。；，\n]{0,6}(?:约定|商定|确定|议定|协商)"
    + "|"
    + _TERM_WORD.pattern
    + r"(?:以|按照?|根据)[^。；，\n]{1,8}(?:通知|要求|需要)(?:执行|确定|为准)"
)
_BETWEEN = compile_regex(r"(?:（[^）\n]{0,8}）)?(?:起)?(?:，)?(?:至|到|—+|-+|~|～|–|止于)")
_TOTAL = compile_regex(
    r"(?:期限|期间|有效期|服务期|租期|合同期|为期|共计|合计|共|总计|即)[^。；\n]{0,8}$|[日号]止?，?（$"
)
_LASTS = compile_regex(
    _TERM_WORD.pattern
    + r"(?:为期|期限)?[：为是共计]{0,3}[ _]{0,3}(?:自[^。；\n]{0,30}起)?[：为是共计，]{0,3}[ _]{0,3}$"
)
_RENEWS = compile_regex(
    r"自动(?:续期|续约|续签|续展|延续|延期|延长|顺延|展期)|(?:续期|顺延|延续|延长)[^。；，\n]{0,4}自动"
)
_NOT_RENEWAL = compile_regex("不可抗力|工期|交货期|节假日|停工|停电|因甲方|因乙方|中止|不自动|不再自动|不得自动")
_OBJECTS = compile_regex(
    r"(?:提前|前|届满|期满)[^。；\n]{0,30}(?:日|天|个?月|周)[^。；\n]{0,30}(?:异议|通知|提出|书面|表示|反对|不续)"
)
_LENGTH = compile_regex(
    r"(?:续期|续约|续签|续展|延续|延期|延长|顺延|展期)[^。；\n]{0,10}(?:\d|[一二两三四五六半])[^。；\n]{0,4}(?:年|个?月|期|次)|(?:相同|同等|同样)(?:的)?期(?:限|间)|一个(?:服务|合同)(?:期|周期|年度)"
)
_PRICE = compile_regex("价格|费用|服务费|价款|单价|同等条件|原条件|条件不变|内容不变|条款不变|标准执行")
_RATIFIES = compile_regex(
    "追认|追溯|溯及|(?:签订|签署|此)之?前[^。；，\n]{0,12}(?:服务|工作|履行|提供|完成)|之前(?:已|提供)|已提供的服务"
)
_MAIN_DUTY = compile_regex(
    r"(?P<place>(?:乙方|受托方|受托人|供应商|服务方|卖方|供方|承包方|承包人|服务商)(?:应当?|须|需|负责|必须|将)(?:负责)?(?:按时)?(?:向[^。；，\n]{1,10})?"
    r"(?:(?:提交|交付|移交|提供)(?:[^。；，\n]{0,16})(?:报告|方案|成果|设备|货物|软件|手册|源代码|图纸|文档)"
    r"|将[^。；，\n]{0,10}(?:设备|货物|产品|材料)[^。；，\n]{0,4}(?:运至|运到|运抵|运送至|送至|送到|送达|交付)))"
)
_TIMED_OTHERWISE = compile_regex(
    r"每|按月|按季|按年|定期|年度|季度|月度|(?:后|时|前|同时|之日|当日|当天|届满|期满|终止|结束|随|一并)|进度|计划|附件|日程|要求的时间|约定的时间|及时|尽快|验收"
)
_VAGUE_START = compile_regex(
    r"(?P<place>(?:全部|所需|相关|有关|开发|技术|全套)*资料(?:齐全|齐备|完整|备齐|到位)(?:之日)?(?:后|起)|(?:具备(?:[^。；，\n]{0,6})?条件|条件(?:具备|成熟))(?:之日)?(?:后|起)"
    r"|(?:全部)?工作(?:结束|完成|完毕)(?:之日)?(?:后|起)|准备(?:就绪|完毕|工作完成)(?:之日)?(?:后|起)|(?:资金|款项)(?:到位|落实)(?:之日)?(?:后|起)|时机成熟(?:后|时))"
    r"[^。；，\n]{0,12}"
)
_MONTH = compile_regex(
    r"(?<![\d年每\-./])(?P<month>1[0-2]|0?[1-9])月(?:份)?(?:(?:3[01]|[12]\d|0?[1-9])日|底|末|初|中旬|上旬|下旬)?(?:之?前|以前)"
)
_RECURRING = compile_regex(
    r"(?:每年|每年度|各年|次年|当年|翌年|同年|本年|今年|明年|年度|上年|每个自然年|第[一二三四五]年)(?:的)?[^。；，\n]{0,6}$"
)
_EVERY = compile_regex("每(?:个)?(?:自然)?(?:半年|季度?|学期|年度?)(?!第)")
_IS_MEASURE = compile_regex("(?:及)?以上|[^。；，\\n]{0,12}(?:经验|经历|资历)")
_MONTH_CELL = compile_regex(
    r"\s*(?:1[0-2]|0?[1-9])月(?:份)?(?:(?:3[01]|[12]\d|0?[1-9])日|底|末|初|中旬|上旬|下旬)?(?:之?前|以前|内)?\s*"
)
_DATE_COLUMN = compile_regex(
    "(?:完成|交付|提交|付款|支付|验收|交货|到货|上线).{0,6}(?:时间|日期|期限|节点|日)|^\\s*(?:时间|日期)节点?"
)
_MILESTONE = compile_regex("支付|付款|付清|交付|提交|完成|交货|验收|上线|到货")
_SIGNED_ON = compile_regex(r"(?:签订|签署|签约|订立)(?:日期|时间|日)(?:为|是)?：?\s*$")


def term_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotAssessed]:
    """No module T at all, or blanks where the term should stand."""
    if "T" not in agreement.modules:
        if handed_to_missing_annex(agreement, ("T",)) is not None:
            yield NotAssessed("合同写明期限另见附件，而文件里没有这个附件，未能判定。")
        else:
            yield Hit((anchor(agreement, ("T",)),), absent=True)
        return
    for found in agreement.finditer(_LEFT_OPEN):
        if not _OTHER_TERM.search(agreement.folded(agreement.sentence_at(found.span.start))):
            yield Hit((found.span,))
            return
    signing = Spans(signature.span for signature in agreement.signatures)
    for blank in agreement.blanks:
        if signing.overlap(blank.span) or agreement.annex_at(blank.span.start) is not None:
            continue
        sentence = agreement.sentence_at(blank.span.start).join(blank.span)
        words = agreement.folded(sentence)
        if not _BLANK_TERM.search(words) or _SIGNING_LINE.search(words) or _OTHER_TERM.search(words):
            continue
        if _WITHIN.match(agreement.text, blank.span.end):
            continue
        dated = _UNIT_BEHIND.match(agreement.text, blank.span.end) or "年" in blank.span.of(agreement.text)
        if dated and _in_term_clause(agreement, blank.span):
            yield Hit((blank.span,))


def _in_term_clause(agreement: Agreement, place: Span) -> bool:
    if _TERM_WORD.search(agreement.folded(agreement.sentence_at(place.start).join(place))):
        return True
    path = agreement.clause_path(place.start)
    return any(one.heading is not None and _TERM_HEADING.search(agreement.folded(one.heading)) for one in path)


def date_invalid(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Days that no calendar has, and pairs that run backwards."""
    for one in agreement.quantities.dates:
        if one.fault:
            yield Hit((one.span,), {"problem": f"「{agreement.folded(one.span)}」这个日期不存在"})
    for start, end in _pairs(agreement):
        first, last = real_date(start), real_date(end)
        if first is not None and last is not None and last < first:
            yield Hit((start.span, end.span), {"problem": f"止日 {written(last)} 早于起日 {written(first)}"})


def term_arithmetic(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """「一年」 beside two dates that are not one year apart; the day at either end may count or not."""
    pairs = list(_pairs(agreement))
    for start, end in pairs:
        first, last = real_date(start), real_date(end)
        sentence = agreement.sentence_at(start.span.start)
        if first is None or last is None or not sentence.contains(end.span):
            continue
        if sum(sentence.contains(pair[0].span) for pair in pairs) != 1:
            continue
        period = _total_beside(agreement, sentence, start, end)
        if period is None:
            continue
        expected = end_of(first, period)
        if expected is not None and abs((last - expected).days) > 1:
            values = {"length": agreement.folded(period.span), "expected": written(expected), "written": written(last)}
            yield Hit((period.span, start.span, end.span), values)


def _total_beside(agreement: Agreement, sentence: Span, start: DateValue, end: DateValue) -> Period | None:
    """The length of the whole term said in the same sentence: right before the dates, or after them with 共."""
    for period in lying_in(agreement.quantities.periods, sentence):
        if months_of(period) is None and period.unit != "day":
            continue
        before = agreement.folded(Span(sentence.start, period.span.start))
        if not _TOTAL.search(before) or _OTHER_TERM.search(before[-12:]):
            continue
        gap = agreement.folded(Span(period.span.end, start.span.start)) if period.span.end <= start.span.start else ""
        behind = agreement.folded(Span(end.span.end, period.span.start)) if period.span.start >= end.span.end else ""
        if len(gap) <= 16 and len(behind) <= 16 and not regex.search("其中|第[一二三]|首", gap + behind):
            return period
    return None


def auto_renewal_unbounded(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Renewal that comes by itself, and what is not said of objection, length and price."""
    settled = {
        "提前多久可以提出异议": Look(agreement, _OBJECTS),
        "续期多长": Look(agreement, _LENGTH),
        "续期的价格": Look(agreement, _PRICE),
    }
    for found in agreement.finditer(_RENEWS):
        sentence = agreement.sentence_at(found.span.start)
        if agreement.search(_NOT_RENEWAL, sentence) is not None:
            continue
        path = agreement.clause_path(found.span.start)
        around = path[-1].span if path else sentence
        missing = [name for name, said in settled.items() if not said.finds(around)]
        if missing:
            yield Hit((found.span,), {"missing": "、".join(missing)})


def start_before_signing(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A term that begins before the day of signing, where both are written and nothing ratifies the time between."""
    signed = _signing_date(agreement)
    if signed is None or agreement.search(_RATIFIES) is not None:
        return
    for start, _ in _pairs(agreement):
        first = real_date(start)
        sentence = agreement.sentence_at(start.span.start)
        if first is None or not _TERM_WORD.search(agreement.folded(sentence)):
            continue
        if first < signed and not _OTHER_TERM.search(agreement.folded(sentence)):
            yield Hit((start.span,), {"start": written(first), "signed": written(signed)})


def performance_deadline_missing(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """The provider has to hand something over, and no day, length, rhythm or event says when."""
    quantities = agreement.quantities
    timed = Spans(
        one.span
        for many in (quantities.periods, quantities.dates, quantities.frequencies)
        for one in many
        if not _IS_MEASURE.match(agreement.text, one.span.end)
    )
    for found in agreement.finditer(_MAIN_DUTY):
        sentence = agreement.sentence_at(found.span.start)
        words = agreement.folded(sentence)
        if _TIMED_OTHERWISE.search(words.replace("交付前", "")):
            continue
        path = agreement.clause_path(found.span.start)
        around = path[0].span if path else sentence
        if timed.within(around):
            continue
        place = found.span_of("place")
        yield Hit((place,), {"quote": agreement.folded(place)})


def start_point_undetermined(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A length of time that counts from something no paper dates."""
    for found in agreement.finditer(_VAGUE_START):
        place = found.span_of("place")
        reach = Span(place.end, min(len(agreement.text), place.end + 8))
        first = bisect_left(agreement.quantities.periods, reach.start, key=lambda period: period.span.start)
        if any(period.span.start < reach.end for period in agreement.quantities.periods[first : first + 1]):
            yield Hit((place,), {"quote": agreement.folded(place)})


def term_inconsistent(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Two statements of the term of the same agreement that differ in dates, or in length where no dates are given."""
    dated: list[tuple[Span, date, date]] = []
    for start, end in _pairs(agreement):
        first, last = real_date(start), real_date(end)
        sentence = agreement.sentence_at(start.span.start)
        lead = agreement.folded(Span(sentence.start, start.span.start))
        if first is None or last is None or not _TERM_WORD.search(lead) or _OTHER_TERM.search(lead):
            continue
        dated.append((start.span.join(end.span), first, last))
    for span, first, last in dated[1:]:
        if (first, last) != dated[0][1:]:
            values = {
                "first": f"{written(dated[0][1])} 至 {written(dated[0][2])}",
                "second": f"{written(first)} 至 {written(last)}",
            }
            yield Hit((dated[0][0], span), values)
            return
    stated = _stated_lengths(agreement)
    if not dated:
        yield from _lengths_differ(agreement, stated)
        return
    span, first, last = dated[0]
    for period, _ in stated:
        expected = end_of(first, period)
        if (
            expected is None
            or abs((expected - last).days) <= 1
            or agreement.sentence_at(span.start).contains(period.span)
        ):
            continue  # beside its dates a wrong length is a matter of arithmetic
        values = {"first": f"{written(first)} 至 {written(last)}", "second": agreement.folded(period.span)}
        yield Hit((span, period.span), values)
        return


def _stated_lengths(agreement: Agreement) -> list[tuple[Period, int]]:
    """Where the term is said to be so many years or months long."""
    stated: list[tuple[Period, int]] = []
    for period in agreement.quantities.periods:
        months = months_of(period)
        sentence = agreement.sentence_at(period.span.start)
        lead = agreement.folded(Span(sentence.start, period.span.start))
        if months is None or _OTHER_TERM.search(lead) or regex.search("前|续|延|提前|届满|期满|内|每|第", lead):
            continue
        if regex.search(_TERM_WORD.pattern + r"(?:为|是|：|共|共计)?$", lead):
            stated.append((period, months))
    return stated


def _lengths_differ(agreement: Agreement, stated: list[tuple[Period, int]]) -> Iterator[Hit]:
    for period, months in stated[1:]:
        if months != stated[0][1]:
            values = {
                "first": agreement.folded(stated[0][0].span),
                "second": agreement.folded(period.span),
            }
            yield Hit((stated[0][0].span, period.span), values)
            return


def milestone_date_defective(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A day of delivery or payment without its year, or one that had passed when the agreement was signed."""
    for found in agreement.finditer(_MONTH):
        sentence = agreement.sentence_at(found.span.start)
        words = agreement.folded(sentence)
        before = agreement.folded(Span(sentence.start, found.span.start))
        if _RECURRING.search(before) or not _MILESTONE.search(words) or regex.search(r"年[^。；，]{0,3}$", before):
            continue
        path = agreement.clause_path(found.span.start)
        if path and _EVERY.search(agreement.folded(path[-1].own)):
            continue  # each half-year: the days come back every year
        if regex.search(r"\d{4}年[^。；]{0,14}$", before):
            continue  # 2026年3月1日至6月30日: the year stands with the first of the two
        yield Hit((found.span,), {"problem": f"「{found[0]}」没有写年份"})
    signed = _signing_date(agreement)
    for cell in _date_cells(agreement):
        dates = lying_in(agreement.quantities.dates, cell)
        day = real_date(dates[-1]) if dates else None
        if _MONTH_CELL.fullmatch(agreement.folded(cell)):
            yield Hit((cell,), {"problem": f"「{agreement.folded(cell).strip()}」没有写年份"})
        elif signed is not None and day is not None and day < signed:
            yield Hit((cell,), {"problem": f"节点 {written(day)} 早于签订日期 {written(signed)}"})
    if signed is None:
        return
    for one in agreement.quantities.dates:
        day = real_date(one)
        sentence = agreement.sentence_at(one.span.start)
        behind = agreement.text[one.span.end : one.span.end + 3].strip()
        if day is None or day >= signed or not behind.startswith(("前", "之前", "以前")):
            continue
        if regex.search("支付|付清|交付|提交|完成|交货", agreement.folded(sentence)):
            yield Hit((one.span,), {"problem": f"节点 {written(day)} 早于签订日期 {written(signed)}"})


def _date_cells(agreement: Agreement) -> Iterator[Span]:
    """The cells of columns that say when something is to be handed over or paid."""
    for table in agreement.tables:
        columns = {
            cell.column
            for cell in table.cells
            if cell.row == 0
            and _DATE_COLUMN.search(agreement.folded(cell.span))
            and "年" not in agreement.folded(cell.span)
        }
        yield from (cell.span for cell in table.cells if cell.row > 0 and cell.column in columns)


def _pairs(agreement: Agreement) -> Iterator[tuple[DateValue, DateValue]]:
    """Neighbouring full dates with 至 or 到 between them."""
    dates = agreement.quantities.dates
    for start, end in pairwise(dates):
        if start.day is None or end.day is None or end.span.start - start.span.end > 14:
            continue
        between = agreement.folded(Span(start.span.end, end.span.start)).replace(" ", "")
        if _BETWEEN.fullmatch(between) or regex.fullmatch("起?[，、]?(?:至|到|止)", between):
            yield start, end


def stated_term(agreement: Agreement) -> Span | None:
    """From when to when, or for how long, where sentences about the term of the whole say exactly one thing."""
    dated: dict[tuple[date | None, date | None], Span] = {}
    for start, end in _pairs(agreement):
        if _says_term(agreement, start.span):
            dated.setdefault((real_date(start), real_date(end)), start.span.join(end.span))
    if dated:
        return next(iter(dated.values())) if len(dated) == 1 else None
    lengths: dict[str, Span] = {}
    for one in agreement.quantities.periods:
        sentence = agreement.sentence_at(one.span.start)
        before = agreement.folded(Span(sentence.start, max(sentence.start, one.span.start)))
        if (
            one.unit in ("year", "month", "quarter", "day")
            and _LASTS.search(before)
            and _says_term(agreement, one.span)
        ):
            lengths.setdefault(agreement.folded(one.span), one.span)
    return next(iter(lengths.values())) if len(lengths) == 1 else None


def _says_term(agreement: Agreement, place: Span) -> bool:
    """Whether a place is about the term of the whole, and not about warranty, payment or an annex."""
    if agreement.annex_at(place.start) is not None or not agreement.judged.contains(place):
        return False
    sentence = agreement.sentence_at(place.start).join(place)
    before = agreement.folded(Span(sentence.start, place.start))
    return _OTHER_TERM.search(before) is None and _in_term_clause(agreement, place)


def _signing_date(agreement: Agreement) -> date | None:
    """The day of signing where the text gives one, in its own line or in the signature block."""
    for one in agreement.quantities.dates:
        before = agreement.folded(Span(max(0, one.span.start - 12), one.span.start)).rpartition("\n")[2]
        if _SIGNED_ON.search(before):
            return real_date(one)
    days = [
        day
        for signature in agreement.signatures
        for one in agreement.quantities.dates
        if signature.date is not None
        and (signature.span.contains(one.span) or signature.date.span.contains(one.span))
        and (day := real_date(one)) is not None
    ]
    return max(days, default=None)


CHECKS: dict[str, Kind] = {
    "term-missing": term_missing,
    "date-invalid": date_invalid,
    "term-arithmetic": term_arithmetic,
    "auto-renewal-unbounded": auto_renewal_unbounded,
    "start-before-signing": start_before_signing,
    "performance-deadline-missing": performance_deadline_missing,
    "start-point-undetermined": start_point_undetermined,
    "term-inconsistent": term_inconsistent,
    "milestone-date-defective": milestone_date_defective,
}
