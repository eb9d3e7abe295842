"""What work on a draft leaves behind: revisions, comments, hidden text, words of the template."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_TEMPLATE = "模板|模版|范本|示范文本|参考文本|样本|样稿|样式|格式|草拟稿"
_TITLE = compile_regex(
    rf"[（【〔\[](?P<word>{_TEMPLATE}|通用版)[）】〕\]]|(?:模板|模版|范本|示范文本|参考文本|样本|样稿)$|(?i:template)"
)
_OFFICIAL = compile_regex(r"GF[-—]\d|(?:总局|委员会|管理局|建设部|技术部|信息化部|部门)[^。\n]{0,12}(?:制定|监制|印制)")
_LINE = compile_regex(
    r"(?:填写|填表|编写|起草|使用|签约|编制)(?:说明|须知|指引)(?:：|$)"
    r"|第[一二三四五六七八九十]{1,2}(?:章|部分|卷) ?(?:投标人须知|供应商须知|评标办法|评审办法|评标标准|招标公告"
    r"|采购公告|投标邀请|投标文件格式|响应文件格式|招标文件)"
    r"|(?:投标人须知|评标办法|投标文件格式|响应文件格式|招标公告)$"
)
_INSTRUCTION = compile_regex(
    r"(?:请|应|可|需)(?:双方|甲方|乙方|使用人)?(?:结合|根据|按照?|视)(?:项目)?(?:实际|具体)情况(?:自行)?(?:填写|修改|删除|删改|选填|选用|调整)(?=[。；，）\n]|$)"
    r"|(?:使用|签署|签订|定稿|打印|填写)(?:时|前|后)[^。；，\n]{0,8}(?:请|应|可)?(?:将本|把本|删除本|删去本|删除此|删去此)(?:段|行|说明|提示|句)"
    r"|请在此处?(?:填写|填入|插入)|请在此(?:填写|填入|插入)"
    r"|本(?:示范文本|范本|模板|样本|模版)(?:仅供|供|适用|由|为|中|所)"
    r"|[（【](?:此处|以下|以上)(?:内容)?(?:可|请|需|应)?(?:根据|按|视|自行|填写|填入|删除|插入)[^）】\n]{0,30}[）】]"
)
_LONGEST = 40
# Remarks typed into the text, and the signs that some editors keep revisions in.
_REMARK = compile_regex(
    r"[【（〔\[](?:批注|修订(?:意见|说明)?|修改(?:意见|建议|说明)|审核意见|审改意见|法务(?:意见|批注|备注|部意见)?|律师(?:意见|批注))\d{0,2}：[^】）〕\]\n]{1,80}[】）〕\]]"
    r"|\{(?:\+\+[^{}\n]{0,80}\+\+|--[^{}\n]{0,80}--|~~[^{}\n]{0,80}~~|>>[^{}\n]{0,80}<<)\}"
)


def leftover_markup(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """One finding for all revisions, comments and hidden text of the file, and each remark typed into the text."""
    source = agreement.source
    hidden = [omission for omission in source.omissions if omission.kind == "hidden"]
    counted = [
        (len(source.revisions), "处修订"),
        (len(source.comments), "条批注"),
        (len(hidden), "处隐藏文字"),
    ]
    marks = "、".join(f"{count} {name}" for count, name in counted if count)
    for found in agreement.finditer(_REMARK):
        yield Hit((found.span,), {"marks": "写在正文里的批注"})
    if not marks:
        return
    places = [
        revision.span
        for revision in source.revisions
        if revision.span is not None and len(revision.span) and agreement.judged.contains(revision.span)
    ]
    yield Hit(tuple(places) or (agreement.anchor,), {"marks": marks})


def template_residue(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """模板 in the title, headings of tender documents, instructions to whoever fills the draft in."""
    if agreement.title is not None:
        for found in agreement.finditer(_TITLE, agreement.title):
            if "示范文本" not in found[0] or agreement.search(_OFFICIAL) is None:
                yield Hit((found.span,), {"quote": f"「{found[0]}」"})
    for block in agreement.source.blocks:
        if not len(block.span) or not agreement.judged.contains(block.span) or len(block.span) > _LONGEST:
            continue
        text = agreement.folded(block.span).strip(" \t【】[]（）*#")
        if _LINE.match(text):
            yield Hit((_trimmed(agreement, block.span),), {"quote": f"「{text}」"})
    for found in agreement.finditer(_INSTRUCTION):
        yield Hit((found.span,), {"quote": f"「{found[0]}」"})


def _trimmed(agreement: Agreement, span: Span) -> Span:
    text = span.of(agreement.text)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


CHECKS: dict[str, Kind] = {"leftover-markup": leftover_markup, "template-residue": template_residue}
