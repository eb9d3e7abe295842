"""分包: whether others may do the work, and who answers for them."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.checkers.duties import stated
from contractlint.checkers.places import by_client, following
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.kinds.patterns import anchor
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options

_OTHERS = compile_regex(
    r"分包|转包|亲自(?:提供|完成|履行|承担)|转委托|再委托|复委托|外包|(?:委托|交由|交给|聘请|雇请"
    r"|安排|转给)[^。；，\n]{0,6}(?:第三方"
    r"|第三人|他人|其他(?:单位|公司|人))[^。；，\n]{0,12}(?:完成|实施|承担|提供|履行|服务|工作|执行|做|办理)"
    r"|(?:服务|工作|义务|业务|项目)[^。；，\n]{0,12}(?:委托|交由|交给|转由"
    r"|转交)[^。；，\n]{0,6}(?:第三方|第三人|他人|其他(?:单位|公司|人))"
)
_DATA_ONLY = compile_regex("个人信息|数据处理|受托处理")
_OUTSOURCED = compile_regex("外包(?:服务)?(?:合同|协议|人员|单位|商)|服务外包")
_FORBIDS = compile_regex(r"不得|不能|不可|禁止|严禁|不允许|无权|擅自|未经|违反|私自|不(?:转包|分包|转委托|再委托)")
_BREACH = compile_regex("(?:分包|转包|转委托)[^。；，\n]{0,8}的，[^。；\n]{0,40}(?:解除|终止|违约金|赔偿)")
_ALLOWS = compile_regex("可以|可(?!靠|能)|有权|允许|得以|确需|经[^。；，]{0,12}同意")
_ANSWERS = compile_regex("负责|承担|连带|责任|视为乙方")


def subcontracting_unaddressed(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """No word on subcontracting, or leave to subcontract without the provider answering for the others."""
    addressed = False
    open_leave = None
    for statement in stated(agreement, _OTHERS):
        match = _OTHERS.search(statement.text)
        assert match is not None
        if _OUTSOURCED.search(match[0]) or (_DATA_ONLY.search(statement.text) and "服务" not in statement.text):
            continue
        if by_client(statement, match.start()) and not _FORBIDS.search(statement.text):
            continue
        addressed = True
        text = statement.text
        if _BREACH.search(text):
            continue
        if _ALLOWS.search(text) and not _FORBIDS.search(text.partition("但")[0]):
            around = text + following(agreement, statement.span)
            if not _ANSWERS.search(around) and open_leave is None:
                open_leave = next(agreement.finditer(_OTHERS, statement.span)).span
    if not addressed:
        yield Hit((anchor(agreement, ("C",)),), absent=True)
    elif open_leave is not None:
        yield Hit(
            (open_leave,),
            {"quote": agreement.folded(open_leave)},
            message="允许「{quote}」，但没有写乙方仍对这部分工作负责。",
        )


CHECKS: dict[str, Kind] = {"subcontracting-unaddressed": subcontracting_unaddressed}
