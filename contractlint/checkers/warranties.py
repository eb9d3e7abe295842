"""质保: how long, from when, and what is owed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.checkers.places import following, on_heading_line, row_text
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Kind
from contractlint.kinds.patterns import anchor
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_TERM = compile_regex(
    "(?:免费)?(?:质量保证期|质量保修期|质量保障期|质保期|保修期|免费维护期|免费维保期|缺陷责任期"
    "|质保(?=(?:\\d|[一二两三四五六七八九十]|期|时间|服务))|保修(?=\\d|[一二两三四五六七八九十])"
    "|质保金|质量保证金|质保款|保修金)"
)
_MAKERS = compile_regex(
    r"(?:原厂|厂家|厂商|生产商|制造商|原有|原设备|尚在|仍在|已过|超过)[^。；，\n]{0,8}(?:质保|保修|质量保证)"
)
_NUMBER = (
    r"(?:\{\{[^}\n]{0,20}\}\}|\d[\d.]*|[一二两三四五六七八九十]{1,4}|_{1,20}|【[^】\n]{0,6}】)(?:（[^）\n]{1,6}）)?"
)
_LONG = compile_regex(rf"{_NUMBER} ?个?(?:年|月|个月|日|天|季度)|半年|(?:服务|合同)期(?:限)?(?:相同|一致|内)")
_FROM = compile_regex(
    r"(?:自|从)[^。；，\n]{1,40}(?:起|开始|始)|之日起|次日起|起算|开始计算|起计|(?:验收|交付|安装"
    r"|上线|签收|竣工)[^。；，\n]{0,8}后(?!支付|付款)[^。；，\n]{0,10}(?:年|月|天|日)"
    r"|至[^。；，\n]{0,14}(?:止|届满)"
)
_OWED = compile_regex(
    r"(?:质保|保修|质量保证|质量保修|免费维护|免费维保|期|此)[^。；\n]{0,3}(?:期)?(?:限)?(?:内|间"
    r"|期间)[^。；\n]{0,60}(?:修|更换|负责|承担|解决|响应|维护|排除|处理|免费|退换|技术支持)"
    r"|(?:免费|无偿)[^。；，\n]{0,12}(?:修|更换|维护|保修|排除|处理|维保|服务|升级)|三包|包修"
    r"|保修(?:服务|范围|责任)|质保(?:服务|范围|责任)"
)
_NEEDS = frozenset({"purchase", "software-development"})
_GOODS = compile_regex("软件|系统|程序|设备|货物|产品|源代码")
_CARED_FOR = compile_regex(
    "(?:免费|无偿)[^。；，\n]{0,10}(?:维护|维修|修理|更换|升级|维保|服务)|售后|三包|包修|包换|维护期"
)
_AROUND = compile_regex("^(?:自|从)|质保|保修|质量保证|质量保修|维护期|缺陷责任|期内|期间")


def warranty_undetermined(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """A warranty without length, start or duties; or goods and software delivered with no warranty at all."""
    places = [
        found.span
        for found in agreement.finditer(_TERM)
        if not _MAKERS.search(agreement.folded(agreement.sentence_at(found.span.start).join(found.span)))
    ]
    if not places:
        if (
            agreement.type.code in _NEEDS
            and agreement.search(_GOODS) is not None
            and agreement.search(_CARED_FOR) is None
        ):
            yield Hit(
                (anchor(agreement, ("A", "L", "C")),), absent=True, message="交付设备或者软件，但全文没有写质保。"
            )
        else:
            yield NotApplicable("合同没有约定质保，也不交付设备或者软件。")
        return
    told = "\n".join(_told(agreement, place) for place in places)
    missing = [
        name
        for name, words in (("多长", _LONG), ("从哪天起算", _FROM), ("期内做什么", _OWED))
        if not words.search(told)
    ]
    if missing:
        place = next((one for one in places if not on_heading_line(agreement, one)), places[0])
        yield Hit((place,), {"quote": agreement.folded(place), "missing": "、".join(missing)})


def _told(agreement: Agreement, place: Span) -> str:
    """Its sentence, its row of a table, the sentence after it if that goes on about the warranty, and its clause
    where it is the heading."""
    if on_heading_line(agreement, place):
        clause = agreement.clause_at(place.start)
        return agreement.folded(clause.span) if clause is not None else ""
    sentence = agreement.sentence_at(place.start).join(place)
    after = following(agreement, sentence)
    return "\n".join(
        (
            agreement.folded(sentence).replace("\n", ""),
            row_text(agreement, place),
            after if _AROUND.search(after) else "",
        )
    )


CHECKS: dict[str, Kind] = {"warranty-undetermined": warranty_undetermined}
