"""数据安全 and 知识产权: who may touch data and how, and who owns what comes out of the service."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint import regex
from contractlint.checkers.liability import touches_systems
from contractlint.finding import Hit, NotApplicable, NotAssessed
from contractlint.kinds import Kind
from contractlint.kinds.patterns import anchor, sentences_with
from contractlint.kinds.require import handed_to_missing_annex
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, lying_in

_PROCESSES = compile_regex(
    r"(?:委托|受托|代为)[^。；\n]{0,20}处理[^。；\n]{0,16}个人信息|处理[^。；\n]{0,16}个人信息|个人信息(?:的)?(?:委托)?处理"
)
_NOT_PROCESSING = compile_regex(
    r"不(?:涉及|存在|包含|委托)[^。；，\n]{0,20}个人信息|(?:不|不得|禁止|未经[^。；\n]{0,12}|不会)[^。；，\n]{0,6}处理[^。；\n]{0,16}个人信息"
)
_ELEMENTS = (
    ("处理目的", compile_regex("目的|用于|为了|因[^，。；]{2,20}(?:需要|需)")),
    ("期限", compile_regex("期限|期间|时长|保存")),
    ("处理方式", compile_regex("方式|方法")),
    ("个人信息的种类", compile_regex("种类|类型|类别|包括|姓名|电话|身份证")),
    ("保护措施", compile_regex("措施|加密|脱敏|访问控制|权限")),
)
_INCIDENT = compile_regex("安全事件|安全事故|泄露|泄漏|篡改|丢失|毁损|漏洞|入侵|攻击")
_HAPPENS = compile_regex("发生|发现|出现|可能|如|若|的，|后|时|一旦")
_NOTIFIES = compile_regex(
    r"(?:立即|及时|尽快|第一时间|马上|迅速)?(?:书面|电话)?(?:向[^。；，\n]{1,12})?(?:通知|报告|告知|通报)(?!的|和|书)"
)
_OWNS = compile_regex(
    r"(?:知识产权|著作权|版权|所有权|专利(?:申请)?权|成果|技术秘密|源代码|文档|文件|报告|总结|手册|脚本|软件|权利)[^。；\n]{0,50}"
    r"(?:归(?!还|属(?:由|以|按|待|另|问题|事宜|[，。、：；]|的|和|及|与))|(?<!不)属于|(?<!不)属[^。；，\n]{1,10}所有|由[^。；，\n]{1,12}(?:享有|所有|拥有|持有)|为[^。；，\n]{1,12}(?:所有|共有)|享有[^。；，\n]{0,10}(?:权|所有)|共有|共同(?:所有|享有|拥有))"
    r"|(?:享有|拥有)[^。；\n]{0,30}(?:知识产权|著作权|版权|所有权|专利权)"
)
_BACKGROUND = compile_regex("原有|该方|已有|自有|各自|固有|签订前")
_RESULTS = compile_regex("成果|交付|提交|编写|形成|产生|完成|开发|编制|新")


def data_security_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable | NotAssessed]:
    """Systems or data are touched, and no clause protects them."""
    if not touches_systems(agreement):
        yield NotApplicable("服务不涉及系统和数据。")
        return
    if "D" in agreement.modules:
        return
    handed = handed_to_missing_annex(agreement, ("D",))
    if handed is not None:
        yield NotAssessed("合同写明数据安全另见附件，而文件里没有这个附件，未能判定。")
        return
    yield Hit((anchor(agreement, ("K",)),), absent=True)


def personal_data_processing_incomplete(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Personal data is processed on behalf of the client, and one of the five elements is not written."""
    for sentence, words in sentences_with(agreement, _PROCESSES):
        if _NOT_PROCESSING.search(words):
            continue
        block = agreement.block_at(sentence.start)
        clause = agreement.clause_path(sentence.start)
        near = agreement.folded(block.span if block else sentence)
        around = agreement.folded(clause[0].span if clause else sentence)
        if words.endswith("：") and clause:
            near = agreement.folded(clause[-1].span)
        missing = [name for name, element in _ELEMENTS if not element.search(near) and not _named(name, around)]
        if missing:
            yield Hit((sentence,), {"missing": "、".join(missing)})
        return
    yield NotApplicable("合同没有写委托处理个人信息。")


def _named(name: str, around: str) -> bool:
    """An element written elsewhere in the clause counts where it is called by its name."""
    words = {
        "处理目的": "处理目的|目的",
        "期限": "处理期限|(?:保存|存储|留存)期限",
        "处理方式": "处理方式",
        "个人信息的种类": "(?:个人)?信息(?:的)?(?:种类|类型)",
        "保护措施": "保护措施|安全措施|加密|脱敏|访问控制",
    }
    return regex.search(words[name], around) is not None


def incident_notice_vague(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """A duty to tell the client of an incident without a number of hours or days in the clause."""
    met = False
    for sentence, words in sentences_with(agreement, _INCIDENT):
        incident = _INCIDENT.search(words)
        if incident is None or not _HAPPENS.search(words) or "不得" in words[: incident.start()]:
            continue
        found = next(
            (
                one
                for one in agreement.finditer(_NOTIFIES, sentence)
                if one.span.start >= sentence.start + incident.end()
            ),
            None,
        )
        if found is None:
            continue
        met = True
        if not lying_in(agreement.quantities.periods, sentence):
            yield Hit((found.span,), {"quote": found[0]})
    if not met:
        yield NotApplicable("合同没有约定安全事件的通知。")


def ip_ownership_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotAssessed]:
    """No sentence says to whom the results belong."""
    if any(_of_results(agreement, found.span) for found in agreement.finditer(_OWNS)):
        return
    if handed_to_missing_annex(agreement, ("P",)) is not None:
        yield NotAssessed("合同写明知识产权另见附件，而文件里没有这个附件，未能判定。")
        return
    yield Hit((anchor(agreement, ("P",)),), absent=True)


def _of_results(agreement: Agreement, place: Span) -> bool:
    """What each side had before stays its own; that says nothing of the results."""
    sentence = agreement.sentence_at(place.start)
    words = agreement.folded(Span(max(sentence.start, place.start - 20), min(sentence.end, place.end + 4)))
    return _RESULTS.search(words.replace("独立开发", "")) is not None or _BACKGROUND.search(words) is None


CHECKS: dict[str, Kind] = {
    "data-security-missing": data_security_missing,
    "personal-data-processing-incomplete": personal_data_processing_incomplete,
    "incident-notice-vague": incident_notice_vague,
    "ip-ownership-missing": ip_ownership_missing,
}
