"""交付物: in what form and how many copies reports, drawings and manuals are handed over."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint import regex
from contractlint.checkers.duties import place, stated
from contractlint.checkers.places import by_client, row_text
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Kind
from contractlint.kinds.patterns import folded_sentences
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_PAPER = (
    r"(?:服务|运维|巡检|维护|总结|工作|分析|咨询|研究|评估|评价|诊断|设计|可行性|论证|节能|成果|优化"
    r"|调研|规划|勘察|检查|季度|月度|年度)(?:情况|工作|总结|分析|研究|服务|评估|效果)*报告(?:书|表)?"
    r"|(?:竣工|施工|设计)?图纸|(?:使用|操作|用户|维护|运维|培训|系统|管理|安装|产品)+手册|(?:使用"
    r"|产品|操作)说明书|方案书"
)
_HANDS = compile_regex(rf"(?:提交|交付|提供|出具|报送|递交|移交|编制)[^。；\n]{{0,24}}?(?P<place>{_PAPER})")
_NAMES_PAPER = compile_regex(_PAPER)
_HANDED = compile_regex(r"[^。；\n]{0,24}(?:日前|日内|之前|时)(?:提交|交付|报送)")
_HANDED_LIST = compile_regex("提交|交付|交付物")
_ASIDE = compile_regex(
    "(?:终止|解除|期满|届满)[^。；\n]{0,24}移交|事故|事件|泄露|泄漏|审计|第三方|不可抗力|检测机构|证明|违约|赔偿|签字盖章的复印件"
)
_COPIES = compile_regex(
    r"(?:\d+|[一二两三四五六七八九十壹贰叁肆伍]{1,3}|_{1,12}"
    r"|【[^】\n]{0,6}】) ?(?:式[^。；，\n]{1,8})?(?:份|套|册|本)(?!额|公司)"
)
_FORM = compile_regex(
    "纸质|电子(?!邮件送达|邮箱|签)|书面(?:报告|版|形式|材料|文本|资料|文件)"
    "|PDF|pdf|[Ww]ord|WORD|光盘|U盘|刻录|打印|装订|邮件|在线|系统上传|平台上传|线上提交"
)
_ABOUT = compile_regex("报告|图纸|手册|资料|交付物|成果|文档|说明书|文件")
_IN_ROW = compile_regex("报告|图纸|手册|资料|交付物|成果|说明书")
_RANGE = compile_regex(
    r"(?:\d+|[一二两三四五六七八九十])(?:-|~|～|—|–|至|到)(?:\d+|[一二两三四五六七八九十]) ?(?:份|套|册)"
)


def deliverable_form_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Reports, drawings or manuals to be handed over, with neither copies nor form, or with a range of copies."""
    first = next(_promised(agreement), None)
    if first is None:
        yield NotApplicable("合同没有约定提交报告、图纸或者手册。")
        return
    told = False
    for sentence, text in zip(agreement.sentences, folded_sentences(agreement), strict=True):
        if not _tells(text):
            continue
        about = _ABOUT.search(text) or _IN_ROW.search(row_text(agreement, sentence))
        if not about or regex.search("本?(?:合同|协议)(?:书)?(?:正本|副本)?一式", text):
            continue
        ranged = _RANGE.search(text)
        if ranged is not None:
            found = next(agreement.finditer(_RANGE, sentence))
            yield Hit((found.span,), {"quote": found[0]}, message="份数写成了「{quote}」，没有定数。")
            return
        told = True
    if not told:
        yield Hit((first,), {"quote": agreement.folded(first)})


def _tells(text: str) -> bool:
    """Whether a sentence says how many copies, or in what form."""
    counted = any(word in text for word in "份套册本") and (_COPIES.search(text) or _RANGE.search(text))
    return bool(counted or _FORM.search(text))


def _promised(agreement: Agreement) -> Iterator[Span]:
    """Papers that the provider is to hand over: behind a verb, before one, or in a list that one introduces."""
    for statement in stated(agreement, _NAMES_PAPER):
        if _ASIDE.search(statement.text):
            continue
        for match in _HANDS.finditer(statement.text):
            if not by_client(statement, match.start()):
                yield place(agreement, statement, *match.span("place"))
        listed = _HANDED_LIST.search(statement.lead) is not None
        for match in _NAMES_PAPER.finditer(statement.text):
            if listed or _HANDED.match(statement.text, match.end()):
                yield place(agreement, statement, *match.span())


CHECKS: dict[str, Kind] = {"deliverable-form-missing": deliverable_form_missing}
