"""Where: the place of services on site, of delivery and of installation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint import regex
from contractlint.checkers.duties import CLIENT, place, stated
from contractlint.checkers.places import by_client
from contractlint.checkers.roles import role_words
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Found, Span

_PEOPLE_COME = (
    r"上门|现场(?:服务|支持|维修|检修|安装|调试|施工|巡检|维护|方式|处理)|到场"
    r"|到达(?:[^。；，\n]{0,6})?现场|驻场|驻点|进场"
    r"|派[^。；，\n]{0,14}(?:到|赴|至)[^。；，\n]{0,8}现场|(?:赶赴|赶到|抵达)[^。；，\n]{0,8}现场"
)
_COMES = compile_regex(_PEOPLE_COME)
_GOODS_COME = compile_regex(
    rf"{_PEOPLE_COME}|送货|交货(?!款|期|时间|数量|日期|批)|运至|运到|送至|运抵|安装调试|(?:负责|进行"
    rf"|完成|实施|提供)[^。；，\n]{0, 8}安装(?!包|程序|软件|补丁|更新|目录)"
)
_SENT_WORDS = compile_regex("函件|文书|邮箱|发票|短信|(?:通知|文件|邮件)[^。；\n]{0,30}(?:送至|发至|寄至)")
_GOODS_TYPES = frozenset({"purchase", "general", "construction"})
_NOT_COMING = compile_regex(r"(?:不|无需|无须|不再|不含|不包括)[^。；，\n]{0,8}(?:现场|上门|到场|驻场|安装|送货)")
_REMOTE_TYPES = frozenset(
    {
        "employment",
        "loan",
        "lease",
        "property-sale",
        "confidentiality",
        "amendment",
        "entrustment",
        "data",
        "consulting",
    }
)
_LABEL = compile_regex(
    r"(?:服务|交货|交（提）货|交付|送货|安装|施工|实施|履行|工作|收货|到货|维护|运维|项目|驻场|提货"
    r"|使用|卸货|存放|部署|现场服务)(?:的)?(?:地点|地址|场所|位置)"
    r"(?P<value>[^。；\n]{0,40})"
)
_ABOUT = compile_regex(rf"{_GOODS_COME.pattern}|交付|(?:地点|地址)(?:为|：|由)|培训")
_OPEN = compile_regex(
    r"(?:交货|送货|安装|服务|收货|施工|培训|交付)?(?:地点|地址|场所|位置)[^。；，\n]{0,6}由(?:甲方"
    r"|委托方|采购人|采购方|买方|需方)(?:另行|届时|临时|书面)*(?:确定|指定|通知|决定)"
    r"|(?:甲方|委托方|采购人|采购方|买方|需方)(?:另行|届时|临时|所)*(?:指定|确定|通知|要求)的?(?:交货"
    r"|送货|安装|服务|收货|办公)?(?:地点|地址|场所|位置)|(?:地点|地址|场所"
    r"|位置)[^。；，\n]{0,6}(?:另行|届时)(?:确定|通知|约定)"
)
_LEFT_TO_CLIENT = compile_regex(
    "(?:现场服务|服务|交货|送货|收货|交付)(?:地点|地址|场所)(?:由(?:甲方|委托方|采购人|采购方|买方|需方)(?:另行|届时)?(?:确定|指定|决定)"
    "|(?:另行|届时)(?:确定|通知|约定))"
)
_ADDRESS = compile_regex(
    r"[\u4e00-\u9fff]{2,8}(?:省|市|区|县|镇|乡)[^。；，\n]{0,30}(?:路|街|道|巷|号|村|大厦|广场|园|厂"
    r"|楼|库|机房|院|校|站|中心)"
    r"|[\u4e00-\u9fff]{2,12}(?:路|街|大道|巷) ?\d+ ?号"
)
# The same without the name it begins with.
_ADDRESS_END = compile_regex(
    r"[省市区县镇乡][^。；，\n]{0,30}(?:路|街|道|巷|号|村|大厦|广场|园|厂|楼|库|机房|院|校|站|中心)"
    r"|(?:路|街|大道|巷) ?\d+ ?号"
)
_ROOM = (
    "住所|注册地|办公|厂区|厂房|工厂|园区|机房|数据中心|所在地|仓库|营业|总部|门店|医院|院区|学校"
    "|校区|地址|停车场|信息中心|数据机房|现场|场所|车间|站点|项目部|大楼|楼"
)
_IN_ROOM = compile_regex(
    r"(?:在|到|至|赴|位于|设于|设在)(?!现场)[^。；，\n]{0,8}(?:机房|信息中心|数据中心|办公楼|办公室"
    r"|仓库|车间|厂区|院内|园区|门店|校区)"
)
_COLUMN = compile_regex("^(?:安装|交货|存放|部署|服务|使用|所在)?(?:地点|位置|地址|场所|机房|楼层)$")
_OTHER_MATTERS = compile_regex("法院|诉讼|仲裁|通知|送达|税|缺陷|赔偿|损坏|规章|制度")
_EMPTY = compile_regex(r"^[\s：为是在:_【】（）()\[\]…—-]*$")
_GIVEN = compile_regex("[为是在于位]|[^：，\n]{0,14}：")
_LABELLED = compile_regex("[：为是:_【]")


def place_undetermined(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """People or goods come somewhere, and where is not said, blank or left to the client."""
    coming = _coming(agreement)
    if coming is None or agreement.type.code in _REMOTE_TYPES:
        yield NotApplicable("合同不需要到场、送货或者安装。")
        return
    for found in agreement.finditer(_LEFT_TO_CLIENT):
        sentence = agreement.sentence_at(found.span.start).join(found.span)
        if agreement.clause_at(found.span.start) is not None and agreement.search(_ADDRESS, sentence) is None:
            yield Hit((found.span,), {"quote": found[0]}, message="「{quote}」没有写明具体地点。")
            return
    if _said(agreement):
        return
    for found in agreement.finditer(_OPEN):
        sentence = agreement.sentence_at(found.span.start).join(found.span)
        if agreement.clause_at(found.span.start) is not None and agreement.search(_ABOUT, sentence) is not None:
            yield Hit((found.span,), {"quote": found[0]}, message="「{quote}」没有写明具体地点。")
            return
    for found in agreement.finditer(_LABEL):
        if (
            agreement.clause_at(found.span.start) is not None
            and _EMPTY.match(found["value"])
            and _LABELLED.search(found["value"])
        ):
            label = Span(found.span.start, found.span_of("value").start)
            yield Hit((label,), {"quote": agreement.folded(label)}, message="「{quote}」是空白。")
            return
    yield Hit((coming,), {"quote": agreement.folded(coming)})


def _coming(agreement: Agreement) -> Span | None:
    comes = _GOODS_COME if agreement.type.code in _GOODS_TYPES else _COMES
    for statement in stated(agreement, comes):
        if _NOT_COMING.search(statement.text) or _SENT_WORDS.search(statement.text):
            continue
        for match in comes.finditer(statement.text):
            if not by_client(statement, match.start()):
                return place(agreement, statement, *match.span())
    return None


def _said(agreement: Agreement) -> bool:
    """Whether a place is named: an address in the clauses, a room of the client whose address is known, a value
    behind a label, a column of a table."""
    client = agreement.party(CLIENT)
    address = client.field("address") if client else None
    known = address is not None and not address.blank
    rooms = compile_regex(rf"(?:{'|'.join(map(re.escape, role_words(agreement, CLIENT)))})的?(?:{_ROOM})")
    taken = [one.span for party in agreement.parties for fields in party.repeats.values() for one in fields]
    for found in _addresses(agreement):
        if agreement.clause_at(found.span.start) is None or any(span.overlaps(found.span) for span in taken):
            continue
        if not regex.search("法院|仲裁|银行|支行", agreement.folded(agreement.sentence_at(found.span.start))):
            return True
    if known:
        if any(agreement.clause_at(found.span.start) for found in agreement.finditer(_IN_ROOM)):
            return True
        for found in agreement.finditer(rooms):
            sentence = agreement.folded(agreement.sentence_at(found.span.start))
            if not _OTHER_MATTERS.search(sentence) and agreement.clause_at(found.span.start):
                return True
    for found in agreement.finditer(_LABEL):
        value = found["value"]
        if agreement.clause_at(found.span.start) is None or _EMPTY.match(value) or not _GIVEN.match(value):
            continue
        if not _OPEN.search(found[0]) and not _owned_only(agreement, value, known):
            return True
    return any(_COLUMN.match(agreement.folded(cell.span).strip()) for table in agreement.tables for cell in table.cells)


def _addresses(agreement: Agreement) -> Iterator[Found]:
    """The addresses in the text. One begins with any characters, so it is looked for where the end of one stands."""
    done = 0
    for end in agreement.finditer(_ADDRESS_END):
        start = end.span.start
        if start >= done:
            begun, done = agreement.text.rfind("\n", 0, start) + 1, agreement.text.find("\n", start)
            done = done if 0 <= done < agreement.judged.end else agreement.judged.end
            yield from agreement.finditer(_ADDRESS, Span(begun, done))


def _owned_only(agreement: Agreement, value: str, known: bool) -> bool:
    """Whether a value only says 「甲方现场」 of a client whose address is not known."""
    words = "|".join(map(re.escape, role_words(agreement, CLIENT)))
    return not known and regex.match(rf"[：为是在于位]*(?:{words})的?(?:{_ROOM})", value) is not None


CHECKS: dict[str, Kind] = {"place-undetermined": place_undetermined}
