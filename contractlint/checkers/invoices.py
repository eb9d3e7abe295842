"""发票: of which kind, whether it comes before the money, and to whom it is made out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint import regex
from contractlint.checkers.amounts import UNPRICED
from contractlint.checkers.instalments import schedule
from contractlint.checkers.prices import is_free, price_stated
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Answer, Kind
from contractlint.kinds.patterns import anchor
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, lying_in

_INVOICE = compile_regex("发票|专票|普票|开票")
_KIND = compile_regex("专用发票|普通发票|专票|普票|定额发票|收据|财政票据|发票类型")
_EITHER = compile_regex(
    r"(?:专用发票|专票|专用)[^。；，\n]{0,4}(?:或|/|或者|、)[^。；，\n]{0,6}(?:普通发票|普票)"
    r"|(?:普通发票|普票|普通)[^。；，\n]{0,4}(?:或|/|或者|、)[^。；，\n]{0,6}(?:专用发票|专票)"
)
_SPECIAL, _PLAIN = compile_regex("专用发票|专票"), compile_regex("普通发票|普票")
_PART = compile_regex("其中|部分|货物|设备|材料|软件|硬件|个人|差旅|报销|代垫|小规模|押金|分别|的，|退|红字|如|若")
_BEFORE_MONEY = compile_regex(
    r"(?:收到|取得|凭|收讫|接到|查验|审核)(?:[^。；，\n后]|，(?=\d)){0,30}(?:发票|专票|普票|票据|收据)"
    r"|(?:开具|提供|出具|提交|送达|交付|开)[^。；\n]{0,40}(?:发票|专票|普票|票据|收据)[^。；\n]{0,30}(?:后|之日起|经|并经|，甲方|，委托方|，买方)[^。；\n]{0,40}(?:付|结算)"
    r"|(?:付款|支付|结算)[^。；，\n]{0,8}(?:前|时|同时)[^。；\n]{0,40}(?:开具|提供|出具|提交|交付|开)[^。；\n]{0,30}(?:发票|专票|普票|票据|收据)"
    r"|(?:未|不|拒绝|逾期|迟延|没有)[^。；\n]{0,16}(?:开具|提供|出具|提交|开票)[^。；\n]{0,50}(?:拒绝|暂停|暂缓|有权不|顺延|延期|延迟|不予|不承担)[^。；\n]{0,14}(?:付|违约|责任)"
    r"|先(?:行)?(?:开具|提供|出具|开)[^。；，\n]{0,20}(?:发票|专票|普票)|先(?:开)?票后(?:付)?款|见票付款|票到付款|(?:后|内)凭[^。；\n]{0,10}票"
)
_AFTER_MONEY = compile_regex(
    r"(?:收到|付清|付款|支付|到账|款项)[^。；发票\n]{0,24}(?:后|之日起|时)[^。；\n]{0,40}(?:开具|开|提供|出具|提交|补开)[^。；\n]{0,30}(?:发票|专票|普票|收据)"
)
_WHOLE_INVOICE = compile_regex(
    r"(?:一次性|合同总额|合同总价|合同全额|全额|总价款?|全部价款)[^。；，\n]{0,10}(?:开具|的)?[^。；，\n]{0,8}(?:增值税)?(?:专用|普通)?(?:发票|专票|普票)"
    r"|(?:开具|提供|出具)[^。；，\n]{0,8}(?:合同总额|合同总价|合同全额|全额|全部价款)[^。；，\n]{0,10}发票"
)
_SAME_AMOUNT = compile_regex("等额|同等金额|相应金额|当期|各期|每期|本期|对应金额|应付金额")
_BUYER = {
    "名称": compile_regex(r"(?:名称|单位名称|抬头|购买方|公司名称)[^。；，\n]{0,6}[：为][^\n]{2,}"),
    "税号": compile_regex(
        r"(?:纳税人识别号|税号|税务登记号|信用代码)[^。；，\n]{0,14}?[：为\t ]{0,4}[\s_]{0,4}[0-9A-Z][0-9A-Z ]{12,}"
    ),
    "开户行": compile_regex(r"开户银?行(?:及账号)?[^。；，\n_]{0,40}(?:银行|信用社|支行|分行|营业部)"),
    "账号": compile_regex(r"(?:账号|帐号|银行账户|卡号)[^。；，\n]{0,10}?[：为\t ][\s_]{0,4}[0-9][0-9 \-]{7,}"),
}
_BANK = compile_regex("(?<!开户)银行|信用社|支行|分行")
_LONG_NUMBER = compile_regex("(?<![0-9A-Z])[0-9][0-9A-Z ]{9,29}")
_BILLING = compile_regex(
    "开票(?=：)|开票信息|发票信息|开票资料|开票名称|发票(?:统一)?开(?:具)?(?:给|至|为)[^。；，：\n]{1,12}(?=：)|发票抬头|购买方信息|购买方"
)


def invoice_type_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """No kind of invoice, either kind, or one kind here and the other there."""
    if _unpaid(agreement):
        yield NotApplicable("合同没有写价款。")
        return
    for found in agreement.finditer(_EITHER):
        yield Hit((found.span,), message="「{quote}」没有定下开哪一种发票。", values={"quote": found[0]})
        return
    special, plain = _general(agreement, _SPECIAL), _general(agreement, _PLAIN)
    if special is not None and plain is not None:
        places = tuple(sorted((special, plain)))
        yield Hit(places, message="一处写增值税专用发票，一处写普通发票，前后不一致。")
        return
    if agreement.search(_KIND) is not None:
        return
    bare = agreement.search(_INVOICE)
    if bare is not None:
        yield Hit((bare.span,), message="只写了「{quote}」，没有写是专用发票还是普通发票。", values={"quote": bare[0]})
        return
    yield Hit((anchor(agreement, ("F",)),), absent=True)


def invoice_payment_unlinked(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """Money that does not wait for the invoice, an invoice after the money without a day, or of another amount."""
    if _unpaid(agreement):
        yield NotApplicable("合同没有写价款。")
        return
    whole = _whole_invoice(agreement)
    if whole is not None:
        yield Hit((whole,), message="分期付款，却要求开具全额发票，开票额与当期付款额不等。")
        return
    after = list(agreement.finditer(_AFTER_MONEY))
    if agreement.search(_BEFORE_MONEY) is not None:
        return
    for found in after:
        if not lying_in(agreement.quantities.periods, agreement.sentence_at(found.span.start)):
            yield Hit((found.span,), message="先付款后开票，没有写付款后几日内开票。")
            return
    if not after:
        yield Hit((anchor(agreement, ("F",)),), absent=True)


def invoice_details_blank(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """A special invoice is to be made out, and the client's name, tax number, bank or account is not there."""
    if agreement.search(_SPECIAL) is None:
        yield NotApplicable("合同没有要求开具专用发票。")
        return
    party = agreement.party("甲")
    known = {
        "名称": party is not None and party.name is not None and not party.name.blank,
        "税号": _has(agreement, "tax_id") or _has(agreement, "credit_code"),
        "开户行": _has(agreement, "bank"),
        "账号": _has(agreement, "account"),
    }
    billed = _billing_text(agreement)
    listed = _listed(billed)
    missing = [
        what for what, there in known.items() if not there and what not in listed and not _BUYER[what].search(billed)
    ]
    if missing:
        yield Hit((_billing_place(agreement),), {"missing": "、".join(missing)}, absent=True)


def _unpaid(agreement: Agreement) -> bool:
    return agreement.type.code in UNPRICED or is_free(agreement) or not price_stated(agreement)


def _general(agreement: Agreement, kind: re.Pattern[str]) -> Span | None:
    """Where the kind is demanded for everything and not for a part of the price."""
    for found in agreement.finditer(kind):
        words = agreement.folded(agreement.sentence_at(found.span.start))
        if _PART.search(words) is None and regex.search("开具|提供|出具|开|类型", words):
            return found.span
    return None


def _whole_invoice(agreement: Agreement) -> Span | None:
    if len(schedule(agreement).parts) < 2:
        return None
    for found in agreement.finditer(_WHOLE_INVOICE):
        words = agreement.folded(agreement.sentence_at(found.span.start))
        if _SAME_AMOUNT.search(words) is None and regex.search("开具|提供|出具|提交|开", words) and "累计" not in words:
            return found.span
    return None


def _has(agreement: Agreement, key: str) -> bool:
    party = agreement.party("甲")
    field = party.field(key) if party is not None else None
    return field is not None and not field.blank


def _billing_text(agreement: Agreement) -> str:
    """What follows the words 开票信息, to the end of their clause or a few lines on."""
    found = agreement.search(_BILLING)
    if found is None:
        return ""
    return agreement.folded(Span(found.span.start, min(agreement.judged.end, found.span.end + 400)))


def _listed(billed: str) -> set[str]:
    """What stands without a label in the line that begins with 开票信息: 「某公司；税号…；某银行某支行；6222…」."""
    line = billed.partition("\n")[0]
    numbers = _LONG_NUMBER.findall(line)
    there = {"开户行"} if _BANK.search(line) else set()
    return there | ({"账号"} if len(numbers) >= 2 else set())


def _billing_place(agreement: Agreement) -> Span:
    found = agreement.search(_BILLING) or agreement.search(_SPECIAL)
    return found.span if found is not None else anchor(agreement, ("F",))


CHECKS: dict[str, Kind] = {
    "invoice-type-missing": invoice_type_missing,
    "invoice-payment-unlinked": invoice_payment_unlinked,
    "invoice-details-blank": invoice_details_blank,
}
