"""费用与大小写: a price that is missing or blank, and amounts in figures and words that do not agree."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.checkers.prices import (
    Pair,
    money_blanks,
    pairs,
    price_blanks,
    price_stated,
    price_worked_out,
    prices,
    relied_total,
    yuan,
)
from contractlint.finding import Fix, Hit, NotApplicable, NotAssessed, Severity
from contractlint.kinds import Answer, Kind
from contractlint.kinds.patterns import anchor
from contractlint.kinds.require import handed_to_missing_annex
from contractlint.model import Agreement, Amount
from contractlint.parser.quantities.numerals import to_financial
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options

UNPRICED = frozenset({"confidentiality", "employment", "loan", "amendment"})
"""Types of agreement that buy nothing."""
_RELIED_MESSAGE = "这里以「{base}」为计算基数，但全文只写了每期付多少，没有写它是多少。"
_PAID = compile_regex("费用|价款|报酬|货款|租金|服务费|付款|收费")


def fees_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """No price anywhere, or a blank where it should stand."""
    blanks = {*price_blanks(agreement), *money_blanks(agreement)}
    yield from (Hit((blank,), message="这里的金额还空着。") for blank in sorted(blanks))
    if blanks:
        return
    if agreement.type.code in UNPRICED:
        yield NotApplicable("这类合同可以没有价款。")
        return
    if price_stated(agreement):
        base = None if price_worked_out(agreement) else relied_total(agreement)
        if base is not None:
            yield Hit((base,), {"base": agreement.folded(base)}, Severity.WARNING, message=_RELIED_MESSAGE)
        return
    handed = handed_to_missing_annex(agreement, ("F",))
    if handed is not None:
        yield NotAssessed(f"合同写明价款见「{agreement.folded(handed)}」，而文件里没有这个附件，未能判定。")
        return
    if agreement.type.code == "general" and "F" not in agreement.modules and agreement.search(_PAID) is None:
        yield NotApplicable("合同没有约定付款，可能本来就不收费。")
        return
    yield Hit((anchor(agreement, ("F",)),), absent=True)


def amount_words_mismatch(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Figures and words that differ, and words that name no amount at all."""
    judged: set[int] = set()
    for pair in pairs(agreement):
        if not agreement.judged.contains(pair.words.span):
            continue
        judged.add(pair.words.span.start)
        if pair.words.value is None:
            rest = f"，小写是{yuan(pair.figures.value)}"
            yield _misspelt(agreement, pair.words, rest, _as_figures(agreement, pair))
        elif pair.words.value != pair.figures.value:
            said = f"大写「{_quoted(agreement, pair.words)}」是{yuan(pair.words.value)}"
            yield Hit(
                (pair.words.span, pair.figures.span),
                {"what": f"{said}，小写是{yuan(pair.figures.value)}，两者不相等"},
                fixes=_as_figures(agreement, pair),
            )
    for amount in agreement.quantities.amounts:
        if amount.fault and amount.span.start not in judged and agreement.judged.contains(amount.span):
            yield _misspelt(agreement, amount, "")


def _misspelt(agreement: Agreement, words: Amount, rest: str, fixes: tuple[Fix, ...] = ()) -> Hit:
    what = f"大写「{_quoted(agreement, words)}」写错了（{words.fault}）{rest}"
    return Hit((words.span,), {"what": what}, fixes=fixes)


def _as_figures(agreement: Agreement, pair: Pair) -> tuple[Fix, ...]:
    """The amount in words as the figures have it: sums, taxes and instalments are worked out from those."""
    words, value = pair.words, pair.figures.value
    if value is None or words.currency != "CNY":
        return ()
    try:
        right = to_financial(value)
    except ValueError:
        return ()
    prefix = "人民币" if words.span.of(agreement.text).startswith("人民币") else ""
    return (Fix(words.span, prefix + right),)


def _quoted(agreement: Agreement, amount: Amount) -> str:
    return "".join(amount.span.of(agreement.text).split()).removeprefix("人民币")


def amount_words_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """The total price in figures only, or in words only."""
    found = [price for price in prices(agreement) if price.amount.currency == "CNY" and price.amount.value is not None]
    totals = [price for price in found if price.total] or [
        price for price in found if not price.unit and agreement.table_at(price.amount.span.start) is None
    ]
    if not totals:
        yield NotApplicable("合同没有写总价。")
        return
    paired = {span for pair in pairs(agreement) for span in (pair.figures.span, pair.words.span)}
    if any(price.amount.span in paired for price in totals) or next(price_blanks(agreement), None) is not None:
        return
    amount = totals[0].amount
    other = "words" if amount.written == "figures" else "figures"
    known = agreement.quantities.amounts
    if any(one.written == other and one.value in (amount.value, None) for one in known):
        return
    figures = {one.value for one in known if one.written == "figures"}
    if any(one.written == "words" and one.value in figures and _more(one, amount) for one in known):
        return  # the sum of several prices is in both
    lacking = "大写" if other == "words" else "小写"
    yield Hit((amount.span,), {"quote": _quoted(agreement, amount), "lacking": lacking})


def _more(one: Amount, other: Amount) -> bool:
    return one.value is not None and other.value is not None and one.value > other.value


CHECKS: dict[str, Kind] = {
    "fees-missing": fees_missing,
    "amount-words-mismatch": amount_words_mismatch,
    "amount-words-missing": amount_words_missing,
}
