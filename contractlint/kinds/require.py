"""``require``: something an agreement has to say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint.finding import Hit, NotApplicable, NotAssessed
from contractlint.kinds.patterns import anchor, compiled, module_spans, pattern, texts
from contractlint.model import Agreement
from contractlint.rulebook.rule import Options
from contractlint.text import Span


def require(agreement: Agreement, options: Options) -> Iterator[Hit | NotAssessed | NotApplicable]:
    """One hit where neither the ``module`` is there nor any of ``any`` matches (inside ``where``, default everywhere).

    ``when`` and ``when_module`` are premises: without them the rule does not apply. The hit stands at the heading of
    the first module of ``anchor`` that is there, else at the title. Where the text hands a matter of these modules to
    an annex that is not in the file, the answer is "not assessed": what is missing then is the annex (X01).
    """
    when = pattern(options, "when")
    if when is not None and agreement.search(when) is None:
        yield NotApplicable("合同没有约定这条规则的前提事项。")
        return
    premises = texts(options, "when_module")
    if premises and not any(code in agreement.modules for code in premises):
        yield NotApplicable("合同没有约定这条规则的前提事项。")
        return
    module = str(options.get("module", ""))
    if module and module in agreement.modules:
        return
    wanted = pattern(options, "any")
    where = texts(options, "where")
    if wanted is not None:
        # An agreement on secrecy is about nothing else: its 义务 and 例外 need not be headed 保密.
        whole = not where or ("K" in where and agreement.type.code == "confidentiality")
        spans = (None,) if whole else module_spans(agreement, where)
        if any(agreement.search(wanted, span) is not None for span in spans):
            return
    handed = handed_to_missing_annex(agreement, matters(options))
    if handed is not None:
        yield NotAssessed(f"合同写明该事项见「{agreement.folded(handed)}」，而文件里没有这个附件，未能判定。")
        return
    yield Hit((anchor(agreement, texts(options, "anchor")),), absent=True)


def matters(options: Options) -> tuple[str, ...]:
    """The modules in which what the rule wants would stand."""
    module = str(options.get("module", ""))
    return (module,) if module else texts(options, "where") or texts(options, "anchor")


_TOPICS = {
    "C": ("服务内容|服务范围|服务项目|服务清单|工作内容|需求|技术规格|工作说明",),
    "L": ("服务标准|服务级别|服务水平|SLA|质量要求|响应|考核|验收标准|指标",),
    "A": ("验收|确认|服务记录|工单|服务单|巡检表",),
    "F": ("报价|费用|价格|付款|支付|价款",),
    "T": ("服务期|期限|进度|工期",),
    "K": ("保密",),
    "P": ("知识产权",),
    "D": ("数据|信息安全|网络安全|个人信息",),
    "R": ("责任划分|责任界面|备份",),
    "N": ("通知|联系人|送达|通讯录",),
}


def topic_of(modules: tuple[str, ...]) -> re.Pattern[str] | None:
    """What a reference to an annex on one of these matters speaks of; None where that is not known."""
    topics = tuple(alternative for code in modules for alternative in _TOPICS.get(code, ()))
    return compiled(topics) if topics else None


def handed_to_missing_annex(agreement: Agreement, modules: tuple[str, ...]) -> Span | None:
    """The reference that hands one of these matters to an annex that is not in the file, if there is one."""
    topic = topic_of(modules)
    if topic is None:
        return None
    present = {annex.number for annex in agreement.annexes}
    silent: set[Span] = set()
    for reference in agreement.references:
        if reference.kind != "annex":
            continue
        missing = (
            any(number[0] not in present for number in reference.numbers)
            if reference.numbers
            else not agreement.annexes
        )
        sentence = agreement.sentence_at(reference.span.start).join(reference.span)
        if not missing or sentence in silent:
            continue
        if agreement.search(topic, sentence) is not None:
            return reference.span
        silent.add(sentence)
    return None
