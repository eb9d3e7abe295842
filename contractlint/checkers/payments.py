"""付款: when the client has to pay, what the payment hangs on, and where the money goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from contractlint import regex
from contractlint.checkers.amounts import UNPRICED
from contractlint.checkers.instalments import schedule
from contractlint.checkers.places import unfilled_times
from contractlint.checkers.prices import apart_spans, is_free, price_stated
from contractlint.checkers.roles import role_words
from contractlint.dataclass import dataclass
from contractlint.finding import Hit, NotApplicable, NotAssessed
from contractlint.kinds import Answer, Kind
from contractlint.kinds.patterns import anchor, in_heading, inside, module_spans, sentences_with
from contractlint.kinds.require import handed_to_missing_annex
from contractlint.model import Agreement, Field, Period, once
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Found, Span, Spans, lying_in

_VERB = compile_regex(
    "支付(?!方式|申请|宝|条件|时间|前|义务|能力|后|的|通知|凭证|平台|节点|比例|期限|进度|至|责任|情况)|支付至"
    "|付款(?!方式|申请|通知|条件|时间|前|后|期限|义务|金额|账|节点|比例|凭证|计划|的|进度|责任|人|单位|周期|手续|安排|和|与)"
    "|付清|付讫|结清|拨付|付给|付至|付到|付(?=[0-9【_人¥全])"
)
_NO_DUTY = compile_regex(
    "违约|逾期|赔偿|利息|滞纳|退还|返还|退回|退款|扣除|扣减|抵扣|拒绝支付|拒付|不予支付|有权(?:拒|暂|不)|暂停支付|工资|社保|垫付|罚"
    "|不支付|无需|无须|不再|另行支付|催告|解除|终止"
)
_EVENT = compile_regex(
    r"(?:签订|签署|签约|生效|验收|合格|通过|交付|完成|完毕|到货|货到|送达|收到|开具|开票|上线|运行|期满|届满|到期|确认|审核|审批|审定|结束|批准|提交"
    r"|安装|调试|发货|提供|结算|盖章|签字)(?:[^。；，\n]|，(?=\d)){0,24}?(?:之后|以后|后)"
)
_AT_ONCE = compile_regex("当日|当天|当月|当期|次日|次月|同时|即时|立即|即行|后即|前")
_FUNDS = compile_regex(
    r"(?:资金|经费|预算|款项|拨款|财政)[^。；，\n]{0,6}(?:到位|到账|充裕|宽裕|允许|落实|下达)[^。；，\n]{0,4}(?:后|时|的)?[，]?[^。；\n]{0,16}?"
    r"(?:支付|付款|付清|结清|付)"
    r"|(?:视|根据|按照?|依)[^。；，\n]{0,6}(?:资金|经费|预算)[^。；，\n]{0,6}(?:情况|状况|安排|到位)[^。；，\n]{0,8}(?:支付|付款(?!节点|时间|期限|方式|计划|安排)|付清)"
)
_VAGUE = compile_regex(
    r"(?:适时|(?:在|于)?适当(?:的)?(?:时候|时间|时机)|尽快|及时|尽早|酌情|视[^。；，\n]{1,8}情况|陆续|逐步|在合理(?:时间|期限)内?|另行协商|择期)[^。；，\n]{0,12}?(?:支付|付款|结算|付清)(?!凭)"
)
_AS_AGREED = compile_regex("按[^。；，]{0,12}(?:约定|规定|条款|方式)|依[^。；，]{0,8}约定|按时|按期|如期|本合同|本协议")
_ASKS_FOR_MONEY = compile_regex(
    r"(?:收到|审核|提交|提供|开具|出具|核对)[^。；\n]{0,40}(?:发票|付款申请|请款|付款通知|结算单|对账单|支付申请)"
)
_EVERY_PART = compile_regex(
    "(?:下列|以下|下述|上述|前述|每期|各期|每笔|各笔)[^。；]{0,30}(?:支付|付款|付清|条件|款项)|：$"
)
_SHARE = compile_regex(r"%|分之|预付|首付|尾款|余款|第[一二三四]期")
_PAYS_SUM = compile_regex(r"付(?:款|给|清)?[^。；，\n\d]{0,8}\d[\d，]*(?:\.\d+)?(?:万?元|[，。；]|$)")
_ABOUT_PAYING = compile_regex("^(?!.*超[过出]).*(?:(?<!交)付(?!诸)|结算|缴纳|收款|交纳|账期)", re.DOTALL)
_TIME_HEADER = compile_regex("付款时间|支付时间|付款期限|支付期限|付款时限")
_NODE_HEADER = compile_regex("付款|支付|节点|条件")
_NODE = compile_regex(
    r"(?:编制完成|完成|完毕|到货|货到|运抵|运至[^。；，\n]{1,10}|提交|送达|交付|召开|开会|评审会|上线|具备[^。；，\n]{0,8}条件|部署|安装|进场|发货|送审稿|初稿|开工|完工|到场)"
    r"[^。；，\n]{0,14}?(?:之后|以后|后|时|之日|的，|[0-9一二三四五六七八九十]{1,3}个?(?:工作)?日)"
)
_APPROVED = compile_regex(
    "验收|合格|确认|签署|签字|签收|审核|审批|审定|审查|认可|批准|通过|核对|盖章|核实|评审意见|无异议|同意"
)
_PREPAID = compile_regex("预付|首付|定金|签订|签署|签约|生效")
_PAPERS = compile_regex(r"发票|申请|请款|票据|对账单|结算单|单据|付款通知|收据|保函")
_RETAINED = compile_regex("质保|保证金|保修|质量保证|押金")
_ACCOUNT_PERIOD = compile_regex("(?:账期|付款期限|付款期|付款周期)(?:均|统一)?[为是：]?")
_ANY_WAY = compile_regex("支付宝|微信|现金|承兑|支票|信用证|对公账户支付至")
_ACCOUNT = compile_regex(
    r"(?:账号|帐号|账户|帐户|卡号)(?:[^。；，\n]{0,10}?|[^。；\n]{0,50}?(?:银行|支行|信用社)[^。；\n]{0,12}?)"
    r"[0-9][0-9 \-]{8,}"
)
_FOR_INVOICES = compile_regex("(?:开票|发票)(?:资料|信息)|发票(?:开给|开至|抬头)|购买方(?:信息|名称)")
_THIRD = (
    "业主|最终用户|终端用户|用户单位|建设单位|发包人|发包方|总包|总承包|上游|最终客户|终端客户|客户|第三方|项目方|招标人|集团公司|上级|母公司|投资方"
    "|出资方|采购单位|用户方|使用单位|财政(?:部门|局|厅|(?=拨[款付]))"
)
_BACK_TO_BACK = compile_regex(
    rf"(?P<who>{_THIRD})[^。；，\n]{{0,20}}(?:付款|支付|回款|拨付|拨款|到账|到位|结算|付清|资金|款项)[^。；，\n]{{0,16}}"
    r"(?:后|前提|条件|同步|比例|之日起?|时|延迟|迟延|逾期)[^。；\n]{0,40}?(?:支付|付款|顺延|拨付|付给|付清|付)[^。；，\n]{0,10}"
    rf"|以[^。；，\n]{{0,20}}(?P<payer>{_THIRD})[^。；，\n]{{0,20}}(?:付款|支付|回款|拨付|到账|款项|资金)[^。；，\n]{{0,10}}为(?:付款|支付)?(?:的)?(?:前提|条件)|背靠背"
    rf"|(?P<source>{_THIRD})[^。；，\n]{{0,12}}(?:(?:付款|支付|回款|拨付|拨款|资金|款项)[^。；，\n]{{0,10}}之?前"
    r"|(?:未|没有)[^。；，\n]{0,4}(?:付款|支付|回款|拨付|拨款)[^。；，\n]{0,2})"
    r"，[^。；\n]{0,20}(?:暂缓|暂不|不予|不|暂停|顺延|延期|推迟)[^。；，\n]{0,4}(?:支付|付款)"
)
_THIRD_PAYS = compile_regex(
    rf"(?P<who>{_THIRD})[^。；，\n]{{0,8}}(?:付款|支付|回款|拨付|拨款)[^。；，\n]{{0,8}}(?:后|到账|到位|之日起)(?![^\n]{{0,40}}(?:支付|付款))"
)
_NOT_BACK_TO_BACK = compile_regex(
    "不(?:得|应|再)?以|无论|不论|不受|不因|不影响|向第三方支付|第三方支付(?:平台|机构|工具)|代为?支付|退还"
)


@dataclass(frozen=True, slots=True)
class Payment:
    """A promise of the client to pay: from where the sentence (or what the last verb left of it) begins to the verb."""

    sentence: Span
    place: Span
    verb: Span


@once
def payments(agreement: Agreement) -> tuple[Payment, ...]:
    """What the client promises to pay, in order; a sentence with two verbs is two payments."""
    found: list[Payment] = []
    providers = "|".join(map(re.escape, role_words(agreement, "乙")))
    paid_by_provider = compile_regex(
        rf"(?<![向给付])(?:{providers})(?:应当?|须|负责|自行|需)?(?:向[^。；，\n]{{1,10}})?$"
    )
    for sentence in fee_sentences(agreement):
        if agreement.search(_NO_DUTY, sentence) is not None or in_heading(agreement, sentence):
            continue
        start = sentence.start
        for verb in agreement.finditer(_VERB, sentence):
            before = agreement.folded(Span(start, verb.span.start))
            if paid_by_provider.search(before) is None:
                found.append(Payment(sentence, Span(start, verb.span.end), verb.span))
            start = verb.span.end
    return tuple(found)


@once
def fee_sentences(agreement: Agreement) -> Sequence[Span]:
    """The sentences of the clauses about the price and its payment, else all that are about nothing apart."""
    fees = module_spans(agreement, ("F",))
    apart = apart_spans(agreement)
    return [
        sentence
        for sentence in agreement.sentences
        if (inside(sentence, fees) if fees else True) and not inside(sentence, apart)
    ]


def payment_deadline_vague(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """Payments after an event without a number of days, when funds allow, or with no time at all."""
    if agreement.type.code in UNPRICED or is_free(agreement) or not price_stated(agreement):
        yield NotApplicable("合同没有写价款。")
        return
    made = payments(agreement)
    hits: list[Hit] = []
    timed = _general_deadline(agreement) is not None
    for payment in made:
        place = None if timed else _untimed(agreement, payment)
        if place is not None:
            hits.append(_hit(agreement, place))
    untimed = Spans(span for hit in hits for span in hit.spans)
    for sentence in fee_sentences(agreement):
        if agreement.search(_NO_DUTY, sentence) is not None:
            continue
        hits.extend(
            _hit(agreement, found.span)
            for found in agreement.finditer(_FUNDS, sentence)
            if not untimed.overlap(found.span)
        )
    cells = [] if timed else list(_untimed_cells(agreement))
    hits.extend(_hit(agreement, cell) for cell in cells)
    if hits or timed or any(_has_time(agreement, payment.sentence) for payment in made):
        yield from hits
        return
    for sentence in fee_sentences(agreement):
        found = agreement.search(_VAGUE, sentence)
        if found is not None and _AS_AGREED.search(agreement.folded(sentence)) is None:
            yield _hit(agreement, found.span)
            return
    if _any_payment_time(agreement):
        return
    handed = handed_to_missing_annex(agreement, ("F",))
    if handed is not None:
        yield NotAssessed(f"合同写明付款见「{agreement.folded(handed)}」，而文件里没有这个附件，未能判定。")
        return
    yield Hit((anchor(agreement, ("F",)),), absent=True, message="没有写什么时候付款。")


def pay_when_paid(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Payment that waits for somebody else's payment to the client."""
    own = {word for party in agreement.parties for word in (party.label, *party.short_names)}
    apart = apart_spans(agreement)
    for found in _back_to_back(agreement, own):
        sentence = agreement.sentence_at(found.span.start)
        if agreement.search(_NOT_BACK_TO_BACK, sentence) is not None or inside(found.span, apart):
            continue
        yield Hit((found.span,), {"quote": agreement.quoted(found.span)})
    for cell in _cells(agreement, _NODE_HEADER):
        for found in agreement.finditer(_THIRD_PAYS, cell):
            if found["who"] not in own:
                yield Hit((found.span,), {"quote": agreement.quoted(found.span)})


def _back_to_back(agreement: Agreement, own: set[str]) -> Iterator[Found]:
    """A party of this agreement may bear one of the names; behind it somebody else may still be named."""
    for found in agreement.finditer(_BACK_TO_BACK):
        who = found["who"] or found["payer"] or found["source"]
        if who not in own:
            yield found
            continue
        rest = Span(found.span.start + len(who), agreement.sentence_at(found.span.start).end)
        yield from (
            one
            for one in agreement.finditer(_BACK_TO_BACK, rest)
            if (one["who"] or one["payer"] or one["source"]) not in own
        )


def payment_term_long(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """More than 60 days between an event and the payment."""
    for payment in payments(agreement):
        words = agreement.folded(payment.sentence)
        if _RETAINED.search(words):
            continue
        for period in lying_in(agreement.quantities.periods, payment.place):
            if _days(period) > 60 and _ends_a_term(agreement, period):
                yield Hit((period.span,), {"quote": agreement.quoted(period.span)})
    starting: dict[int, list[Period]] = {}
    for period in agreement.quantities.periods:
        starting.setdefault(period.span.start, []).append(period)
    for sentence in fee_sentences(agreement):
        for found in agreement.finditer(_ACCOUNT_PERIOD, sentence):
            terms = starting.get(found.span.end, ())
            yield from (Hit((one.span,), {"quote": agreement.quoted(one.span)}) for one in terms if _days(one) > 60)


def payment_untied_to_acceptance(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """Payments due when something is finished or delivered, by nobody's confirmation."""
    made = payments(agreement)
    places = [payment.place for payment in made]
    places.extend(_cells(agreement, _NODE_HEADER))
    for place in places:
        words = agreement.folded(place)
        if _APPROVED.search(words) or _PREPAID.search(words):
            continue
        for node in agreement.finditer(_NODE, place):
            if _PAPERS.search(node[0]) is None:
                yield Hit((node.span,), {"quote": agreement.quoted(node.span)})
                break


def payee_account_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """No bank and account of the provider, or blanks for them."""
    if not price_stated(agreement) or agreement.type.code in UNPRICED or is_free(agreement):
        yield NotApplicable("合同没有写价款。")
        return
    party = agreement.party("乙")
    bank, account = (party.field("bank"), party.field("account")) if party else (None, None)
    blanks = tuple(field.label for field in (bank, account) if field is not None and field.blank)
    if blanks:
        yield Hit(blanks, message="乙方收款账户还空着。")
        return
    if _filled(bank) and _filled(account):
        return
    if agreement.search(_ANY_WAY) is not None or any(
        "收款" in agreement.folded(agreement.sentence_at(found.span.start)) or not _of_client(agreement, found.span)
        for found in agreement.finditer(_ACCOUNT)
    ):
        return
    yield Hit((anchor(agreement, ("F",)),), absent=True)


# ---------------------------------------------------------------- times


def _hit(agreement: Agreement, place: Span) -> Hit:
    return Hit((place,), {"quote": "".join(agreement.quoted(place).split())})


def _untimed(agreement: Agreement, payment: Payment) -> Span | None:
    """From the event to the verb, where nothing between the last verb and this one says how many days after it."""
    if _has_time(agreement, payment.place) or _has_time_behind(agreement, payment):
        return None
    last = None
    for found in agreement.finditer(_EVENT, payment.place):
        last = found.span
    if last is None:
        return None
    between = agreement.folded(Span(last.end, payment.verb.end))
    if len(between) > 44 or _AT_ONCE.search(between):
        return None
    return Span(last.start, payment.verb.end)


def _has_time(agreement: Agreement, place: Span) -> bool:
    known = agreement.quantities
    times = (known.periods, known.dates, known.frequencies)
    return unfilled_times(agreement).within(place) or any(
        not _of_provider(agreement, place, one.span) for kind in times for one in lying_in(kind, place)
    )


def _of_provider(agreement: Agreement, place: Span, time: Span) -> bool:
    """Whether a time is the provider's, and the client's turn begins with another event behind it.

    「…5个工作日内，乙方开具发票，甲方收到发票后支付」; without that event one time is for both.
    """
    rest = Span(time.end, max(time.end, place.end))
    words = "|".join(map(re.escape, role_words(agreement, "乙")))
    provider = regex.match(rf"(?:之)?内?，(?:{words})(?:应|须|向|按|开具|提供)", agreement.folded(rest))
    return provider is not None and agreement.search(_EVENT, rest) is not None


def _has_time_behind(agreement: Agreement, payment: Payment) -> bool:
    """「支付40%，付款期限为10日」: the time stands behind the verb, before the next event."""
    behind = Span(payment.verb.end, payment.sentence.end)
    event = agreement.search(_EVENT, behind)
    rest = Span(behind.start, event.span.start if event is not None else behind.end)
    return bool(lying_in(agreement.quantities.periods, rest) or lying_in(agreement.quantities.dates, rest))


def _general_deadline(agreement: Agreement) -> Span | None:
    """A sentence that sets the days for every payment: 「甲方收到发票后15日内支付」 without a share of its own,
    and without an amount of its own where the price is paid in parts."""
    in_parts = bool(schedule(agreement).parts)
    for sentence in fee_sentences(agreement):
        words = agreement.folded(sentence)
        if (
            (_ASKS_FOR_MONEY.search(words) or _EVERY_PART.search(words))
            and _SHARE.search(words) is None
            and not (in_parts and _PAYS_SUM.search(words))
            and _NO_DUTY.search(words) is None
        ):
            paid = agreement.search(_VERB, sentence)
            if paid is not None and _has_time(agreement, Span(sentence.start, sentence.end)):
                return sentence
    return None


def _any_payment_time(agreement: Agreement) -> bool:
    """Whether any sentence or cell about payment says when, by event, date or rhythm."""
    apart = apart_spans(agreement)
    for sentence, words in sentences_with(agreement, _ABOUT_PAYING):
        if inside(sentence, apart) or _NO_DUTY.search(words):
            continue
        if _has_time(agreement, sentence) or regex.search(
            r"后|前|时|之日|当[日天]|按[月季年次期]|货到|先款|款到", words
        ):
            return True
    return any(True for _ in _cells(agreement, _NODE_HEADER))


def _untimed_cells(agreement: Agreement) -> Iterator[Span]:
    for cell in _cells(agreement, _TIME_HEADER):
        words = agreement.folded(cell)
        if not _has_time(agreement, cell) and _EVENT.search(words) and _AT_ONCE.search(words) is None:
            yield cell


def _cells(agreement: Agreement, header: re.Pattern[str]) -> Iterator[Span]:
    """The filled cells below a caption in the tables about payment."""
    fees = module_spans(agreement, ("F",))
    for table in agreement.tables:
        if fees and not inside(table.span, fees):
            continue
        grid = table.grid()
        captions = [agreement.folded(cell.span) if cell is not None else "" for cell in grid[0]] if grid else []
        for column, caption in enumerate(captions):
            if header.search(caption) is None or regex.search("比例|金额|方式", caption):
                continue
            for cells in grid[1:]:
                cell = cells[column]
                if cell is not None and len(cell.span):
                    yield cell.span


def _days(period: Period) -> Decimal:
    sizes = {"day": "1", "workday": "1.4", "week": "7", "month": "30", "quarter": "90", "year": "365"}
    return period.value * Decimal(sizes.get(period.unit, "0"))


def _ends_a_term(agreement: Agreement, period: Period) -> bool:
    """「后90日内」 and not 「运行90日后」."""
    after = agreement.folded(Span(period.span.end, min(len(agreement.text), period.span.end + 4)))
    return period.bound == "within" or regex.match(r"[）\s]?(?:之|以)?内", after) is not None


def _filled(field: Field | None) -> bool:
    return field is not None and not field.blank


def _of_client(agreement: Agreement, place: Span) -> bool:
    party = agreement.party("甲")
    if party is None:
        return False
    if any(field.span.overlaps(place) for fields in party.repeats.values() for field in fields):
        return True
    # 甲方开票资料：…，账号…: the account an invoice names.
    before = agreement.folded(Span(agreement.sentence_at(place.start).start, place.start))
    return _FOR_INVOICES.search(before) is not None


CHECKS: dict[str, Kind] = {
    "payment-deadline-vague": payment_deadline_vague,
    "pay-when-paid": pay_when_paid,
    "payment-term-long": payment_term_long,
    "payment-untied-to-acceptance": payment_untied_to_acceptance,
    "payee-account-missing": payee_account_missing,
}
