"""税: whether the price includes it, at what rate, whether gross, net and tax agree, what a change of rate does."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contractlint import regex
from contractlint.checkers.amounts import UNPRICED
from contractlint.checkers.price_tables import AMOUNT, GROSS, NET, RATE, TAX, PriceTable, price_tables
from contractlint.checkers.prices import apart_spans, is_free, pairs, price_stated, prices, yuan
from contractlint.dataclass import dataclass, replace
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Answer, Kind
from contractlint.kinds.patterns import anchor, inside
from contractlint.model import Agreement, Amount, Percentage
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_TAX_SAID = compile_regex(
    r"含税|未税|含[^。；，\n]{0,10}税|免税|税率|税额|税点|征收率|小规模纳税人|价外税"
    r"|包[括含][^。；\n]{0,60}税|税[费金款](?:等|在内|均已|已包)"
    r"|%[^。；，\n]{0,4}(?:的)?(?:增值税|专用发票|普通发票|专票|普票|发票|税)|(?:增值税|税)[^。；，\n]{0,12}[0-9]{1,2}%"
    r"|税[费金款]?[^。；，\n]{0,16}由?(?:乙方|受托方|卖方|供方|服务方|承包方|出租方)[^。；，\n]{0,8}(?:承担|负担|缴纳|自行)"
    r"|(?:乙方|受托方|卖方|供方|服务方|出租方)[^。；，\n]{0,12}(?:承担|负担|缴纳)[^。；，\n]{0,16}税"
    r"|代扣代缴"
)
_RATE_BEFORE = compile_regex(r"(?:税率|征收率|税点|增值税|含税|含|按照?)[^。；，\n%]{0,12}$")
_RATE_AFTER = compile_regex(r"[\s_）】]{0,3}(?:的)?(?:增值税|税率|税点|征收率|专用发票|普通发票|专票|普票|税)")
_OTHER_TAX = compile_regex("所得税|印花税|城建|附加|关税|消费税|契税|房产税|个税|土地")
_RATES = frozenset(Decimal(rate).scaleb(-2) for rate in ("13", "9", "6", "5", "3", "2", "1.5", "1", "0.5", "0"))
"""What the law levies now, and reduced rates of collection that may still apply."""
_PAST = compile_regex(
    "原(?:税率|适用)|此前|以前|历史|曾|调整前|已开具的|原按|由[^。；，\n]{0,12}(?:调整|降|改)(?:为|至|到)"
)
_CHANGES = compile_regex(
    r"税率[^。；\n]{0,30}(?:调整|变化|变动|变更|上调|下调|不变)|(?:调整|变化|变动|变更)[^。；\n]{0,20}税率|税[费收][^。；，\n]{0,6}(?:政策|法规)[^。；\n]{0,10}(?:调整|变)"
)
_NET_BEFORE = compile_regex(r"(?:不含税?|未税|除税)[^。；，\n]{0,14}$|不含(?:增值)?税[^。；\n]{0,16}$")
_TAX_BEFORE = compile_regex(r"(?:税额|税款|(?<!含)税金|增值税(?!率))[^。；，\n%]{0,12}$|%的?增值税[^。；，\n]{0,6}$")
_GROSS_BEFORE = compile_regex(r"(?<!不)(?:含税|价税合计|含增值税)[^。；\n]{0,16}$")


@dataclass(frozen=True, slots=True)
class Taxed:
    """One sum of money with what is said of its tax; each with the worth of its last written place in yuan."""

    gross: Amount | None = None
    net: Amount | None = None
    tax: Amount | None = None
    rate: Percentage | None = None

    @property
    def sums(self) -> int:
        """How many of the three amounts are known."""
        return sum(one is not None for one in (self.gross, self.net, self.tax))


def tax_unspecified(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """Neither whether the price includes tax nor a rate."""
    if agreement.type.code in UNPRICED or is_free(agreement) or not price_stated(agreement):
        yield NotApplicable("合同没有写价款。")
        return
    if agreement.search(_TAX_SAID) is None:
        yield Hit((anchor(agreement, ("F",)),), absent=True)


def tax_rates(agreement: Agreement) -> tuple[Percentage, ...]:
    """The percentages that are rates of value added tax."""
    return tuple(share for share in agreement.quantities.percentages if _is_rate(agreement, share))


def tax_arithmetic(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Gross that is not net plus tax, tax that is not net times rate, in sentences and in tables."""
    rates = tax_rates(agreement)
    distinct = {rate.value for rate in rates}
    for taxed in _taxed(agreement, rates):
        known = taxed
        if known.rate is None and len(distinct) == 1:
            known = replace(known, rate=rates[0])
        said = _contradiction(agreement, known)
        if said:
            named = (taxed.gross, taxed.net, taxed.tax, taxed.rate)
            places = tuple(sorted({one.span for one in named if one is not None}))
            yield Hit(places, {"what": said})
    for table in price_tables(agreement):
        yield from _wrong_rows(agreement, table)


def tax_rate_stale(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A rate of value added tax that is not levied any more, or never was."""
    for rate in tax_rates(agreement):
        sentence = agreement.sentence_at(rate.span.start)
        if rate.value not in _RATES and agreement.search(_PAST, sentence) is None:
            yield Hit((rate.span,), {"quote": agreement.folded(rate.span)})


def tax_change_unaddressed(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """A rate above 3% and not a word about which price stays when it changes."""
    rates = [rate for rate in tax_rates(agreement) if rate.value > Decimal("0.03") and rate.value in _RATES]
    if not rates:
        yield NotApplicable("合同没有写一般计税的税率。")
        return
    if agreement.search(_CHANGES) is None:
        yield Hit((rates[0].span,), {"quote": agreement.folded(rates[0].span)})


def _is_rate(agreement: Agreement, share: Percentage) -> bool:
    sentence = agreement.sentence_at(share.span.start)
    if not agreement.judged.contains(share.span) or share.value >= Decimal("0.3"):
        return False
    before = agreement.folded(Span(min(max(sentence.start, share.span.start - 24), share.span.start), share.span.start))
    after = agreement.folded(Span(share.span.end, max(share.span.end, min(sentence.end, share.span.end + 12))))
    if "税" not in before and not any(word in after for word in ("税", "征收率", "票")):
        return False
    if (
        _OTHER_TAX.search(before[-12:])
        or _OTHER_TAX.search(after[:8])
        or regex.search("违约金|滞纳金|扣", before[-10:])
    ):
        return False
    taxed = _RATE_AFTER.match(after) is not None
    found = _RATE_BEFORE.search(before)
    if found is None:
        return taxed
    return taxed or "税" in found[0]


# ---------------------------------------------------------------- sentences


def _taxed(agreement: Agreement, rates: tuple[Percentage, ...]) -> Iterator[Taxed]:
    """The sums of each paragraph with their tax; a second gross amount after a tax begins another sum."""
    apart = apart_spans(agreement)
    repeated = {pair.words.span for pair in pairs(agreement)}
    totals = {price.amount.span for price in prices(agreement) if price.total}
    amounts = [one for one in agreement.quantities.amounts if one.span not in repeated and one.value is not None]
    items: dict[Span, list[Amount | Percentage]] = {}
    every: list[Amount | Percentage] = []
    every.extend(amounts)
    every.extend(rates)
    for one in every:
        block = agreement.block_at(one.span.start)
        if block is not None and block.table is None and agreement.judged.contains(block.span):
            items.setdefault(block.span, []).append(one)
    for place, inner in items.items():
        if inside(place, apart):
            continue
        held = Taxed()
        last = place.start
        for item in sorted(inner, key=lambda one: one.span):
            if isinstance(item, Percentage):
                if held.rate is not None and held.sums > 1:
                    yield held
                    held = Taxed()
                held = replace(held, rate=item)
                continue
            before = agreement.folded(Span(last, max(last, item.span.start)))
            last = item.span.end
            slot = _slot(before, total=item.span in totals)
            if not slot or "/" in item.unit:
                continue
            if getattr(held, slot) is not None:
                yield held
                held = Taxed()
            held = _with(held, slot, item)
        yield held


def _with(held: Taxed, slot: str, amount: Amount) -> Taxed:
    if slot == "gross":
        return replace(held, gross=amount)
    return replace(held, net=amount) if slot == "net" else replace(held, tax=amount)


def _slot(before: str, *, total: bool) -> str:
    before = regex.split("[。；]", before)[-1]
    if _NET_BEFORE.search(before):
        return "net"
    if _TAX_BEFORE.search(before) and not _GROSS_BEFORE.search(before[-8:]):
        return "tax"
    return "gross" if total or _GROSS_BEFORE.search(before) else ""


def _contradiction(agreement: Agreement, taxed: Taxed) -> str:
    """What does not agree, as a sentence with all figures; empty where all does or too little is known."""
    places = [_step(agreement, one) for one in (taxed.gross, taxed.net, taxed.tax) if one is not None]
    if not places:
        return ""
    return contradiction(
        *(one.value if one is not None else None for one in (taxed.gross, taxed.net, taxed.tax)),
        rate=taxed.rate.value if taxed.rate is not None else None,
        step=max(places),
    )


def contradiction(
    gross: Decimal | None, net: Decimal | None, tax: Decimal | None, *, rate: Decimal | None, step: Decimal
) -> str:
    """The first of the equations between these that fails by more than ``step``, as a sentence."""
    if gross is not None and net is not None and tax is not None and abs(net + tax - gross) > step:
        return f"不含税{yuan(net)}加税额{yuan(tax)}是{yuan(net + tax)}，含税价写{yuan(gross)}"
    if rate is None:
        return ""
    shown = f"{rate * 100:f}".rstrip("0").rstrip(".") + "%"
    if net is not None and tax is not None and abs(net * rate - tax) > step:
        return f"不含税{yuan(net)}按{shown}算税额是{yuan(_cents(net * rate))}，这里写{yuan(tax)}"
    if net is not None and gross is not None and abs(net * (1 + rate) - gross) > step:
        return f"不含税{yuan(net)}按{shown}算含税价是{yuan(_cents(net * (1 + rate)))}，这里写{yuan(gross)}"
    if gross is not None and tax is not None and net is None:
        due = gross * rate / (1 + rate)
        if abs(due - tax) > step:
            return f"含税{yuan(gross)}按{shown}算税额是{yuan(_cents(due))}，这里写{yuan(tax)}"
    return ""


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def _step(agreement: Agreement, amount: Amount) -> Decimal:
    """The worth of the last place an amount is written to: 0.01 for 1,000.00元, 1 for 5.6321万元."""
    if amount.written == "words":
        return Decimal("0.01")
    match = regex.search(r"[0-9][0-9，]*(?:\.(?P<decimals>[0-9]+))?\s*(?P<unit>万|亿)?", agreement.folded(amount.span))
    if match is None:
        return Decimal("0.01")
    scale = {"万": Decimal(10_000), "亿": Decimal(10**8)}.get(match["unit"] or "", Decimal(1))
    return scale.scaleb(-len(match["decimals"] or ""))


# ---------------------------------------------------------------- tables


def _wrong_rows(agreement: Agreement, table: PriceTable) -> Iterator[Hit]:
    columns = {
        "gross": [column for column in table.of(AMOUNT) if column.tax == GROSS],
        "net": [column for column in table.of(AMOUNT) if column.tax == NET],
        "tax": list(table.of(TAX)),
        "rate": list(table.of(RATE)),
    }
    if any(len(found) > 1 for found in columns.values()) or not columns["net"] + columns["tax"]:
        return
    for line in table.lines:
        figures = {
            name: line.figures[found[0].index]
            for name, found in columns.items()
            if found and found[0].index in line.figures and found[0].index not in line.merged
        }
        money = [figure for name, figure in figures.items() if name != "rate"]
        if line.role == "end" or len(money) < 2:
            continue
        rate = figures["rate"].value if "rate" in figures and line.role == "item" else None
        said = contradiction(
            *(figures[name].value if name in figures else None for name in ("gross", "net", "tax")),
            rate=rate,
            step=max(figure.step for figure in money),
        )
        if said:
            yield Hit(tuple(sorted(figure.span for figure in figures.values())), {"what": said})


CHECKS: dict[str, Kind] = {
    "tax-unspecified": tax_unspecified,
    "tax-arithmetic": tax_arithmetic,
    "tax-rate-stale": tax_rate_stale,
    "tax-change-unaddressed": tax_change_unaddressed,
}
