"""Words that are taken for one another, and misspellings common in agreements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contractlint.checkers.nearby import sentence_around
from contractlint.finding import Fix, Hit, LawRef
from contractlint.kinds import Kind
from contractlint.kinds.patterns import compiled, texts
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options

_REPRESENTATIVE = LawRef("民法典", "61", "2021-01-01")
_DEPOSIT = LawRef("合同编通则解释", "67", "2023-12-05")
_SPELLING = "{fix}。"
_CHOICE = "或者"
_REPRESENTATIVE_MESSAGE = "「{quote}」应为「法定代表人」。"
_FINE_MESSAGE = "「{quote}」：合同当事人之间没有罚款，只有违约金。"
_DEPOSIT_MESSAGE = "「{quote}」不等于「定金」，没有写明它是什么性质。"

_REPRESENTATIVE_WORD = compile_regex("法人代表(?!人|处|机构|大会)")
_FINE = compile_regex(
    "(?:甲方|委托[方人]|买方|采购[方人]|发包[方人]|业主)[^。；\\n]{0,20}(?P<place>罚款)"
    "|(?:乙方|受托[方人]|卖方|供应商|承包[方人]|供方|对方|违约方)[^。；\\n]{0,12}(?:支付|缴纳|交纳|承担|接受|处以?)[^。；，\\n]{0,12}(?P<other>罚款)"
    "|(?:按|处以?|扣|予以)[^。；，\\n]{0,14}(?P<rate>罚款)"
    "|(?P<amount>罚款) ?(?:人民币|¥)? ?[\\d一二三四五六七八九十百千万]"
)
_AUTHORITY = compile_regex(
    "行政|主管|监管|监督|管理部门|机关|部门|政府|税务|公安|环保|海关|市场监督|城管|消防|处罚|第三方|遭受|受到|招致|引起|造成|导致|产生|因此|滞纳金|罚金"
    "|罚款等|等罚款|被"
)
_DEPOSIT_WORD = compile_regex("订金")
_EXPLAINED = compile_regex(
    "订金[^。；\\n]{0,24}(?:预付款|不具有定金|不是定金|不适用定金|并非定金)|(?:预付款|预付)[^。；\\n]{0,8}订金"
)


def confusable_term(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """法人代表 for 法定代表人, fines between equals, 订金 without a meaning, and the rule's list of misspellings."""
    for found in agreement.finditer(_REPRESENTATIVE_WORD):
        yield Hit(
            (found.span,),
            {"quote": found[0]},
            law=(_REPRESENTATIVE,),
            message=_REPRESENTATIVE_MESSAGE,
            fixes=(Fix(found.span, "法定代表人"),),
        )
    for found in agreement.finditer(_FINE):
        if _AUTHORITY.search(sentence_around(agreement, found.span)):
            continue
        group = next(name for name in ("place", "other", "rate", "amount") if found[name])
        yield Hit((found.span_of(group),), {"quote": "罚款"}, law=(), message=_FINE_MESSAGE)
    if agreement.search(_EXPLAINED) is None:
        for found in agreement.finditer(_DEPOSIT_WORD):
            yield Hit((found.span,), {"quote": "订金"}, law=(_DEPOSIT,), message=_DEPOSIT_MESSAGE)
    yield from _misspelt(agreement, [line.split(" => ") for line in texts(options, "misspelt")])


def _misspelt(agreement: Agreement, spellings: Sequence[Sequence[str]]) -> Iterator[Hit]:
    every = compiled(tuple(f"(?P<w{index}>{wrong})" for index, (wrong, _) in enumerate(spellings)))
    for found in agreement.finditer(every):
        right = next(right for index, (_, right) in enumerate(spellings) if found[f"w{index}"])
        fixes = () if _CHOICE in right else (Fix(found.span, right),)
        yield Hit((found.span,), {"fix": f"「{found[0]}」应为「{right}」"}, law=(), message=_SPELLING, fixes=fixes)


CHECKS: dict[str, Kind] = {"confusable-term": confusable_term}
