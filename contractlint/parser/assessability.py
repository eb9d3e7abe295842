"""Whether a text is an agreement that can be read and judged at all. Absence may be claimed only where it is."""

from __future__ import annotations

from contractlint.model import Assessability, Blank, Clause
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Span

READABLE = Assessability()
EMPTY = Assessability("empty", "文件里没有可以审查的文字，未能判定。")
SCAN = Assessability(
    "empty", "文件里只有图片（可能是扫描件），读不到文字，未能判定；请换用带文字的 Word 文档或纯文本。"
)
FOREIGN = Assessability("foreign", "文件的大部分不是中文，规则读不懂，未能判定；请提供中文文本。")
TRADITIONAL = Assessability("foreign", "文件是繁体中文，规则只认得简体，未能判定；请转换为简体后再审。")
FORM = Assessability("form", "文件是还没有填写的合同范本：双方名称、金额和日期都空着，未能判定；请填好后再审。")
NOT_AGREEMENT = Assessability("not-agreement", "文件不像一份合同：没有合同双方，也没有双方的约定，未能判定。")

_LEAST_CHARACTERS = 20
_LEAST_BESIDE_IMAGES = 80
_LEAST_WORDS = 60
_LONGEST_TITLE = 40

_HAN = compile_regex(r"[\u3400-\u9fff]+")
_LATIN_WORD = compile_regex(r"[A-Za-z]{2,}")
_OTHER_SCRIPT = compile_regex(
    r"[\u0370-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u3040-\u30ff\uac00-\ud7af]",
)
_TRADITIONAL = compile_regex(
    "[約應責權義務質費與將為過無違據協議雙後開關項證際額總計標準數軟體網維護執產業類問題對於會經濟長間時當訂簽單買賣規則齊結構"
    "壹貳參陸萬圓書國電話號戶銀帳稅發驗損壞價給領級報條]"
)
"""Characters that simplified Chinese does not use, or hardly; a few stand in names anywhere."""

_SIDES = "甲|乙|丙|委托|受托|采购|供应|买|卖|供|需|出租|承租|发包|承包|转让|受让|披露|接收|服务|客户|定作|承揽"
_PERSONS = "委托人|受托人|采购人|供应商|出租人|承租人|发包人|承包人|定作人|承揽人|出借人|借款人|贷款人|用人单位|劳动者"
_ROLE = f"(?:(?:{_SIDES})方|{_PERSONS})"
_ROLES = compile_regex(_ROLE)
_DUTY = compile_regex(
    f"(?:{_ROLE}|双方|各方|任何一方)[^。；，\\n]{{0,12}}"
    "(?:应|须|必须|不得|有权|负责|承担|保证|同意|承诺|支付|提供|交付|协商|可以)"
)
_THIS = compile_regex("本(?:合同|协议|订单|意向书|备忘录)")
_SIGNATURE = compile_regex(
    f"{_ROLE}[^。；\\n]{{0,16}}(?:盖章|签章|签字|公章|签名|签署)|(?:法定代表人|授权代表)[^。；\\n]{{0,12}}签"
)
_AGREEMENT_TITLE = compile_regex("(?:合同|协议|协议书|合同书|意向书|备忘录|订单|承诺书|契约)(?:（[^）]{0,20}）)?$")
_OTHER_PAPER = compile_regex(
    "(?:公告|公示|通告|纪要|会议记录|判决书|裁定书|裁决书|调解书|起诉状|答辩状|管理办法|管理制度|实施细则|暂行办法|条例|规定"
    "|说明书|操作手册|使用手册|用户手册|发票|收据|简历|论文|通讯稿|新闻稿|报道|招标文件|中标通知书|询价函|报价函|律师函|催款函"
    "|通知书?|请示|批复|总结|汇报|方案|指南|试题|教案)$"
)
_NUMBERED = compile_regex(r"第[一二三四五六七八九十百\d]{1,4}条")

_PARTY_LABEL = (
    f"(?:^|(?<=[\\n\\t ]))[*（( ]{{0,4}}(?P<role>{_ROLE})"
    "(?:名称|姓名|全称|单位|公司|（[^）\\n]{0,14}）|[*） ]){0,4}："
)
_NAMED = (
    compile_regex(_PARTY_LABEL + r"(?P<value>[^。；\n\t]{2,60})"),
    compile_regex(_PARTY_LABEL + r"[^\S\n]*\n\s{0,20}(?P<value>[^：。；，\n\t]{4,40})(?=[\n\t]|$)"),
    compile_regex(
        f"(?P<value>[\u3400-\u9fffA-Za-z（）]{{4,40}})（(?:以下|下)?(?:简称|称)[^）\\n]{{0,8}}(?P<role>{_ROLE})",
    ),
    compile_regex(r"(?:^|(?<=\n))[^\S\n]*(?:单位)?(?P<role>名称|姓名)：(?P<value>[^。；\n\t]{2,60})"),
)
_PLACEHOLDER = compile_regex(
    r"\{\{[^}\n]{0,60}\}\}|\$\{[^}\n]{0,60}\}|【[^】\n]{0,20}】|\[[^\]\n]{0,20}\]|（[^）\n]{0,20}）|<[^>\n]{0,20}>"
)
_NO_PART_OF_A_NAME = compile_regex(
    r"[\W_Xx×某\d]+|公司名称|个人姓名|姓名|名称|全称|填写|填充|盖章|公章|签章|签字|签名|签署|有限公司|公司|日期|代表|法定|授权|^请"
)
_VALUE = compile_regex(
    r"\d[\d，.]*(?:万|亿)?元|¥\s?\d[\d，.]*|[壹贰叁肆伍陆柒捌玖拾佰仟万]{2,}(?:元|圆)"
    r"|\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
)
_EMPTY_LABEL = compile_regex(r"(?:^|(?<=[\n\t]))[^：。；，\n\t]{2,12}：[^\S\n]*(?=[\n\t；。]|$)")
_LABEL_END = compile_regex(r"：[^\S\n]*(?=[\n\t；。]|$)")
_FORM_BLANKS = 10
_FORM_DENSITY = 8
"""Blanks in a thousand characters; printed forms have twelve and more, drafts with open points two or three."""
_FORM_RATIO = 4
"""So many blanks for each amount or date that is filled in."""


def assess(
    source: SourceText, title: Span | None, parties_found: bool, clauses: tuple[Clause, ...], blanks: tuple[Blank, ...]
) -> Assessability:
    """The state of the text and, where it cannot be judged, one sentence why.

    ``parties_found`` says that the text has parties, named or not. Everything doubtful is readable: a bad draft is what
    this product is for.
    """
    text = source.normalized.of(source.body)
    solid = "".join(text.split())
    if len(solid) < (_LEAST_BESIDE_IMAGES if _has_images(source) else _LEAST_CHARACTERS):
        return SCAN if _has_images(source) else EMPTY
    foreign = _foreign(text)
    if foreign is not None:
        return foreign
    if not _is_agreement(source, title, text, parties_found, clauses):
        return NOT_AGREEMENT
    return FORM if _is_form(text, solid, blanks) else READABLE


def _has_images(source: SourceText) -> bool:
    return source.images > 0 or any(omission.kind == "image" for omission in source.omissions)


def _foreign(text: str) -> Assessability | None:
    """Side by side a sentence has some three Han characters for two English words; a text with a few names in Chinese
    has far fewer."""
    han = sum(map(len, _HAN.findall(text)))
    words = len(_LATIN_WORD.findall(text))
    others = len(_OTHER_SCRIPT.findall(text))
    if (words >= _LEAST_WORDS and han < words / 2) or others > max(30, han / 4):
        return FOREIGN
    if han and len(_TRADITIONAL.findall(text)) > max(20, han / 12):
        return TRADITIONAL
    return None


def _is_agreement(
    source: SourceText, title: Span | None, text: str, parties_found: bool, clauses: tuple[Clause, ...]
) -> bool:
    """Whether two sides bind themselves here. Other papers speak of agreements; they need more to pass for one."""
    name = source.normalized.of(title).strip() if title else ""
    first = name or _first_line(text)
    other = len(first) <= _LONGEST_TITLE and _OTHER_PAPER.search(first) is not None
    roles = set(_ROLES.findall(text))
    if len(roles) >= 2 and parties_found and not other:
        return True
    duties = len(_DUTY.findall(text))
    itself = len(_THIS.findall(text))
    signed = _SIGNATURE.search(text) is not None
    if other:
        return parties_found and len(roles) >= 2 and signed and itself >= 2
    if len(roles) >= 2 and (duties >= 3 or (duties and itself)):
        return True
    titled = _AGREEMENT_TITLE.search(name) is not None
    if titled and (parties_found or signed or itself or duties or len(clauses) >= 3):
        return True
    return itself >= 2 and (parties_found or signed or (duties >= 2 and _NUMBERED.search(text) is not None))


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip()), "")


def _is_form(text: str, solid: str, blanks: tuple[Blank, ...]) -> bool:
    """Whether nothing that makes a form an agreement has been filled in: names, amounts, dates."""
    count = len(blanks) + (len(_EMPTY_LABEL.findall(text)) if _LABEL_END.search(text) else 0)
    if count < _FORM_BLANKS or count * 1000 < _FORM_DENSITY * len(solid):
        return False
    if count < _FORM_RATIO * len(_VALUE.findall(text)):
        return False
    return not _named(text)


def _named(text: str) -> bool:
    """Whether a side has a name anywhere: in the head, in the running text or where it signs."""
    return any(_is_name(match["value"]) for pattern in _NAMED for match in pattern.finditer(text))


def _is_name(value: str) -> bool:
    """Whether anything is left of it besides placeholders and what a form prints there."""
    own = _ROLES.split(_PLACEHOLDER.sub("", value).strip())[0]
    return "：" not in own and "，" not in own and len(_NO_PART_OF_A_NAME.sub("", own)) >= 2
