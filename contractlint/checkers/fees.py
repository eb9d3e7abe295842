"""费用的约定: deposits, fixed prices and what they cover, how a fee is worked out, and who bears which cost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contractlint import regex
from contractlint.checkers.payments import fee_sentences
from contractlint.checkers.price_tables import price_tables
from contractlint.checkers.prices import apart_spans, is_free, price_stated, prices, total_price, yuan
from contractlint.checkers.roles import role_words
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Answer, Kind
from contractlint.kinds.patterns import anchor, in_heading, inside, sentences_with
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Found, Span

_DEPOSIT = compile_regex("(?<![预约固决确限锁规指特法额议设商审核评拟稳一既])定金(?!罚则|额|融|属|钱)")
_EARNEST = compile_regex("(?<![预签])订金(?!额|融)")
_BIGGEST = Decimal("0.2")
_FIXED = compile_regex(
    "固定总价|总价(?:包干|固定|不变|不作调整|不予调整)|包干(?:价|费|总价|使用)?|一口价|固定(?:价格?|费用|金额)|费用包干|一次性包死|闭口价"
)
_ACTUAL = compile_regex(
    r"(?:按实|据实|按照?实际(?:发生|工作量|完成|用量|使用|数量|人天|工时|工作)?[^。；，\n]{0,10}|实报)(?:结算|计算|计费|计价|支付|实销|调整)"
    r"|以实际(?:发生|工作量|完成)[^。；，\n]{0,10}为准(?:结算|计算)?"
)
_OTHER_MONEY = compile_regex(
    "备件|备品|材料|耗材|配件|新增|超出|增加|变更|额外|另行|以外|之外|外的|差旅|食宿|交通|住宿|加班|第三方|水电|邮寄|运费|检测|除外|提前|解除|终止|不|扩容|增购|追加"
)
_BASIS = compile_regex(
    r"每[一个]?(?:年|月|季|次|天|人|日|台|点|小时|工时)|/(?:年|月|次|人|天|台)|年费|年度|月费|按[年月季次天量]|人天|人月|人日|工时|单价|计费|计价"
    r"|构成|组成|明细|分项|包干|固定总价|一口价|固定价|报价|包括|包含|涵盖|其中(?!不含税|，?税)|按照?[^。；，\n]{0,10}(?:标准|结算)|详?见附件"
)
_INCLUDES = compile_regex(
    r"(?:包括|包含|已含|涵盖|含有|含(?:人工|差旅|运费|安装|培训|税费|管理|材料|全部|一切|所有))[^。；\n]{1,}|一切费用|全部费用|所有费用"
    r"|(?:无需|无须|不再|不另|不需|不得|不)[^。；，\n]{0,8}(?:支付|承担|收取?|要求|追加|增加|付)[^。；，\n]{0,12}(?:费用|款项|价款|任何)"
)
_ON_SITE = compile_regex(
    "驻场|驻点|上门|到场|到达现场|现场(?:服务|支持|处理|巡检|维护|维修|实施|安装|勘察)|派人|派员|赴现场"
)
_EXCLUDED = compile_regex("(?:不|无需|无须|不再)(?:包括|包含|含|提供|属于|进行|安排|派|[^。；，、\n]{0,4}$)|之外|以外")
_TRAVEL = compile_regex(
    "差旅|食宿|交通费|住宿|路费|旅费|上门费|往返|出差|所有费用|一切费用|全部费用|各项费用|包含[^。；]{0,20}费用"
)
_LIMITED = compile_regex(
    r"(?P<place>(?:不超过|最多|上限为?|限于?|不多于|至多|含)\s?[0-9一二三四五六七八九十百]{1,4}\s?(?:人次|次|人天|小时|工时|个工作日|人日)(?:的)?[^，。；\n]{0,12}(?:支持|服务|咨询|巡检|培训|处理|维护|上门)?"
    r"|(?:每[年月季]|全年|年度|服务期内)[^，。；\n]{0,14}(?:免费|提供|限)[^，。；\n]{0,12}[0-9一二三四五六七八九十百]{1,4}次[^，。；\n]{0,10}(?:免费|以内|为限|为上限))"
)
_NOT_SERVICE = compile_regex(
    "整改|复验|验收|违约|逾期|扣|故障率|停机|连续|累计达|中断|更换|人数|备份|登录|密码|失败|复检|修改|期限|迟延|时限|响应"
)
_OVERAGE = compile_regex(
    r"超(?:出|过|额)?(?!应付|应收)[^。；\n]{0,24}(?:次|部分|范围|额度|工时|人天|小时)[^。；\n]{0,40}"
    r"(?:元|费用|计费|收费|价格|单价|另行|协商|报价|结算|付费|免费)|(?:另行|额外)(?:计费|收费|报价|付费)|不限次"
)
_ITEMS = (
    "差旅费|差旅食宿|食宿|交通费|住宿费|伙食|备件|备品备件|耗材|运输费|运费|保险费|工具|检测费|材料费|通讯费|培训费|电费|网络费用"
    "|审查费|评审费|监测费|办公用品|安装费|辅材"
)
_BORNE = compile_regex(
    rf"(?P<items>(?:{_ITEMS})[^。；，\n]{{0,20}}?)(?:均|全部|都|概|也|统一)?由(?P<who>[^。；，、\n]{{1,8}}?)(?:自行)?(?:承担|负担|支付|提供|解决|负责(?!提供方案))"
)
_PRICED_IN = compile_regex(
    r"(?:价款|价格|服务费|总价|报价|总额|合同价)(?:中|内)?(?:均|已)?(?:包括|包含|含有?|涵盖)了?(?P<items>[^。；\n]{1,60})"
)
_EXCEPTION = compile_regex(
    "除|但|如|若|因|超出|超过|以外|之外|例外|的，|期间|阶段|期内|期满|异地|本市|市区|市外|内的|外的|部分|各自|双方|分别|试运行"
)


def deposit_over_cap(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """定金 above a fifth of the price, or 定金 and 订金 for the same money."""
    deposits = [found for found in agreement.finditer(_DEPOSIT) if not in_heading(agreement, found.span)]
    earnest = agreement.search(_EARNEST)
    if deposits and earnest is not None:
        places = (deposits[0].span, earnest.span)
        yield Hit(places, message="同一份合同里又写「定金」又写「订金」，两者的后果完全不同。")
        return
    total = total_price(agreement)
    for found in deposits:
        sentence = _row_or_sentence(agreement, found.span)
        if regex.search("双倍|返还|罚则|没收|抵作|不予退", agreement.folded(sentence)) and not _sums(
            agreement, sentence
        ):
            continue
        hit = _too_big(agreement, found, sentence, total)
        if hit is not None:
            yield hit
            return


def _row_or_sentence(agreement: Agreement, place: Span) -> Span:
    """In a schedule of payments the share stands in another cell of the row."""
    table = agreement.table_at(place.start)
    cell = next((one for one in table.cells if one.span.contains(place)), None) if table is not None else None
    if table is None or cell is None:
        return agreement.sentence_at(place.start)
    row = [one.span for one in table.cells if one.row == cell.row]
    return Span(min(one.start for one in row), max(one.end for one in row))


def fixed_and_actual_price(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """The same price is fixed in one place and worked out from the actual work in another."""
    apart = apart_spans(agreement)
    fixed = _fixed(agreement)
    if fixed is None:
        return
    for found in agreement.finditer(_ACTUAL):
        words = agreement.folded(agreement.sentence_at(found.span.start))
        near = regex.split(
            "[，；]", agreement.folded(Span(agreement.sentence_at(found.span.start).start, found.span.end))
        )
        if (
            inside(found.span, apart)
            or _OTHER_MONEY.search("，".join(near[-2:]))
            or not regex.search("价|费|款|报酬|结算", words)
        ):
            continue
        yield Hit((fixed.span, found.span), {"fixed": fixed[0], "actual": found[0]})
        return


def fee_basis_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """One sum and nothing about how it comes about."""
    totals = [price for price in prices(agreement) if not price.unit]
    if total_price(agreement) is None or not totals:
        yield NotApplicable("合同没有写总价。")
        return
    if price_tables(agreement):
        return
    amounts = {price.amount.value for price in totals}
    if len(amounts) > 1 or any(price.unit for price in prices(agreement)):
        return
    if any(_BASIS.search(agreement.folded(sentence)) for sentence in fee_sentences(agreement)):
        return
    yield Hit((totals[0].amount.span,), {"quote": totals[0].amount.span.of(agreement.text)})


def inclusions_unspecified(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """A fixed price that does not say which costs it covers."""
    fixed = _fixed(agreement)
    if fixed is None:
        yield NotApplicable("合同没有约定固定总价。")
        return
    if price_tables(agreement) or any(regex.search("价|费", one) for _, one in sentences_with(agreement, _INCLUDES)):
        return
    yield Hit((fixed.span,), {"quote": fixed[0]})


def _comes(agreement: Agreement) -> bool:
    """Whether anybody comes to the client's place; a sentence that says what is not included sends nobody."""
    return any(
        _EXCLUDED.search(agreement.folded(Span(agreement.sentence_at(found.span.start).start, found.span.start)))
        is None
        for found in agreement.finditer(_ON_SITE)
    )


def expenses_unallocated(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """People come to the client's place, and nobody is said to pay for travel."""
    if not _comes(agreement) or is_free(agreement) or not price_stated(agreement):
        yield NotApplicable("合同没有约定现场服务，或者没有写价款。")
        return
    if agreement.search(_TRAVEL) is None:
        yield Hit((anchor(agreement, ("F",)),), absent=True)


def overage_price_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """Services limited to so many times, and no price for more."""
    apart = apart_spans(agreement)
    limited = [
        found
        for found in agreement.finditer(_LIMITED)
        if not inside(found.span, apart)
        and _NOT_SERVICE.search(agreement.folded(agreement.sentence_at(found.span.start))) is None
    ]
    if not limited or not price_stated(agreement):
        yield NotApplicable("合同没有限制服务次数，或者没有写价款。")
        return
    if not any(_NOT_SERVICE.search(one) is None for _, one in sentences_with(agreement, _OVERAGE)):
        yield Hit((limited[0].span_of("place"),), {"quote": limited[0]["place"]})


def cost_bearer_conflict(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A cost that one sentence lays on one side, and another on the other side, without any condition."""
    borne: dict[str, dict[str, Found]] = {}
    words = {role: role_words(agreement, role) for role in ("甲", "乙")}
    for found in agreement.finditer(_BORNE):
        if _EXCEPTION.search(agreement.folded(agreement.sentence_at(found.span.start))):
            continue
        who = next((role for role in ("甲", "乙") if found["who"] in words[role]), "")
        for item in regex.findall(_ITEMS, found["items"]) if who else ():
            borne.setdefault(item[:2], {}).setdefault(who, found)
    for found in agreement.finditer(_PRICED_IN):
        if not _EXCEPTION.search(agreement.folded(agreement.sentence_at(found.span.start))):
            for item in regex.findall(_ITEMS, found["items"]):
                borne.setdefault(item[:2], {}).setdefault("乙", found)
    told: set[Span] = set()
    for item, bearers in borne.items():
        places = {found.span for found in bearers.values()}
        if len(bearers) == 2 and not told & places and not _each_its_own(agreement, bearers, words):
            told.update(places)
            yield Hit(tuple(sorted(places)), {"item": item})


def _each_its_own(agreement: Agreement, bearers: dict[str, Found], words: dict[str, tuple[str, ...]]) -> bool:
    """「甲方人员的差旅费由甲方承担」 and 「乙方人员的差旅费由乙方承担」 are two costs."""
    for role, found in bearers.items():
        sentence = agreement.sentence_at(found.span.start)
        before = agreement.folded(Span(sentence.start, found.span.start))
        if not any(word in regex.split("[，；]", before)[-1] for word in words[role]):
            return False
    return True


def _too_big(agreement: Agreement, found: Found, sentence: Span, total: Decimal | None) -> Hit | None:
    known = agreement.quantities
    shares = [one for one in known.percentages if sentence.contains(one.span)]
    near = min(shares, key=lambda one: abs(one.span.start - found.span.start), default=None)
    in_row = agreement.table_at(found.span.start) is not None
    if near is not None and (in_row or abs(near.span.start - found.span.start) <= 24) and near.value > _BIGGEST:
        said = f"定金是总价的{near.span.of(agreement.text)}，超过20%"
        return Hit(tuple(sorted((found.span, near.span))), {"what": said})
    sums = [one for one in known.amounts if sentence.contains(one.span) and one.span.start >= found.span.end]
    amount = sums[0] if sums and sums[0].span.start - found.span.end <= 16 else None
    if amount is None or total is None or amount.value is None:
        return None
    if total * _BIGGEST < amount.value < total:
        said = f"定金{yuan(amount.value)}超过总价{yuan(total)}的20%（{yuan(total * _BIGGEST)}）"
        return Hit((found.span, amount.span), {"what": said})
    return None


def _sums(agreement: Agreement, sentence: Span) -> bool:
    places = [
        *(one.span for one in agreement.quantities.percentages),
        *(one.span for one in agreement.quantities.amounts),
    ]
    return any(sentence.contains(place) for place in places)


def _fixed(agreement: Agreement) -> Found | None:
    """The words that fix the price of this agreement: not 「不实行固定总价」."""
    for sentence in fee_sentences(agreement):
        for found in agreement.finditer(_FIXED, sentence):
            before = agreement.folded(Span(sentence.start, found.span.start))
            if regex.search("非|不(?:是|实行|采用|适用|为)[^。；，]{0,4}$", before) is None:
                return found
    return None


CHECKS: dict[str, Kind] = {
    "deposit-over-cap": deposit_over_cap,
    "fixed-and-actual-price": fixed_and_actual_price,
    "fee-basis-missing": fee_basis_missing,
    "inclusions-unspecified": inclusions_unspecified,
    "expenses-unallocated": expenses_unallocated,
    "overage-price-missing": overage_price_missing,
    "cost-bearer-conflict": cost_bearer_conflict,
}
