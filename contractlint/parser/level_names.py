"""Names of severity levels: 一级故障, P1, Ⅰ级, 严重, 紧急（P1）; and the clocks that run for them."""

from __future__ import annotations

import re

from contractlint.dataclass import dataclass
from contractlint.model import Period
from contractlint.regex import compile_regex
from contractlint.text import Span

_HAN = {digit: value for value, digit in enumerate("零一二三四五六七八九十")}
_ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_WORDS = (
    "特别重大|特别严重|特别紧急|非常严重|非常紧急|特重大|特急|致命|重大|严重|较大|较严重|较重|紧急|重要|一般"
    "|普通|轻微|次要|常规|低|中|高"
)
_OF = r"(?:故障|事件|问题|缺陷|报障|报修|事故|请求|工单|异常|BUG|bug)"
# 一级, 第一级, I级, P1, P1级, S2, 紧急故障, 高优先级. 三级等保, 一级建造师 and 二级代理 are other things.
_RANKED = (
    r"(?<![同上下各年几保护甲乙丙\d])第?(?P<rank>[一二三四五六1-6]|[ⅠⅡⅢⅣⅤ]|(?<![A-Za-z])I{1,3}V?"
    r"|(?<![A-Za-z])IV|(?<![A-Za-z])V)级"
    r"(?!等保|等级|保护|资质|建造|医院|分包|代理|域名|目录|部门|机构|标题|单位|法人|造价|结构|以上|科目"
    r"|响应中心|菜单|审批)"
)
_LETTERED = r"(?<![A-Za-z0-9])(?P<letter>P|S|SEV ?-?|Sev ?-?|Level ?|LEVEL ?)(?P<number>[0-6])(?![0-9A-Za-z.])级?"
# 甲级 alone is a qualification or a building.
_CLASSED = (
    r"(?P<class>(?<![A-Za-z0-9])[A-E](?=[级类](?!机|楼|会议))"
    r"|[甲乙丙丁](?=[级类](?:故障|事件|问题|报修|—|：|（)))[级类]"
)
_WORDED = rf"(?<!非)(?P<word>{_WORDS})(?:性(?:的)?|级别?|优先级)?(?={_OF}|级|优先级)"
NAME = compile_regex(f"(?:{_RANKED}|{_LETTERED}|{_CLASSED}|{_WORDED})(?:{_OF})?")
"""A level named in running text."""
MAYBE_NAME = compile_regex("级|[PSL]|类|故障|事[件故]|问题|缺陷|报[障修]|请求|工单|异常|BUG|bug")
"""What every such name holds; quick to look for."""

_CELL_WORD = compile_regex(rf"^(?:{_WORDS})(?:级别?|优先级)?{_OF}?(?=$|[（(：、，/ \n])")
LEVEL_HEADER = compile_regex(
    "级别|等级|优先级|严重程度|严重性|分级|紧急程度|故障类[别型]|故障分类|事件类[别型]|问题类[别型]|服务类[别型]"
    "|(?i:priority|severity)"
)
"""Header of the column (or row) that names the levels."""


def level_key(match: re.Match[str]) -> str:
    """What makes two names one level: 一级故障, 1级 and Ⅰ级 are ``#1``, P1 and P1级 ``P1``."""
    if match["rank"]:
        rank = match["rank"]
        return f"#{_HAN.get(rank) or _ROMAN.get(rank) or rank}"
    if match["letter"]:
        return f"{match['letter'].strip(' -').upper()[:1]}{match['number']}"
    return match["class"] or match["word"]


def cell_keys(text: str) -> tuple[str, ...]:
    """All names a table cell gives to its level, 「紧急（P1）」 has two; empty where it names none."""
    keys = [level_key(match) for match in NAME.finditer(text)]
    worded = _CELL_WORD.match(text.strip())
    if worded:
        keys.append(compile_regex(rf"(?:级别?|优先级)?{_OF}?$").sub("", worded[0]))
    return tuple(dict.fromkeys(keys))


# ---------------------------------------------------------------- clocks

_ARRIVAL = (
    r"到场|到达(?!对方|收件|率)|人员到[院厂站店]|到院(?!区)|赶到|赶赴|抵达|上门|到现场|抵现场|赴现场|现场到位|人员到位|工程师到位|(?:派员"
    r"|派人|派出人员)(?:至|到|赴)"
)
_RESTORE = r"(?<!数据)(?<!备份)恢复(?!演练|测试|点)|RTO"
_RESOLVE = (
    r"解决(?!方案|办法|措施|争议|纠纷)|修复(?!方案)|排除|修好|处理完毕|处理完成|处理完结|完成处理|完成维修"
    r"|维修完毕|维修完成|修理完毕"
    r"|完成修复|处置完毕|完成处置|消除|(?<!批)处理(?:时间|时限|期限|时长)|维修(?:时间|时限|期限)"
)
_RESPONSE = (
    r"响应(?!文件|国家|号召|政策|中心|及时率|率|速度|性能)|受理(?!费|人|机关)|应答|接听|回应|取得联系"
    r"|联系(?=甲方|委托方|用户|客户|报修|报障)|回电|(?<!书面)(?:答复"
    r"|回复)(?!邮件)"
)
CLOCK_WORDS: tuple[tuple[str, str], ...] = (
    ("response", _RESPONSE),
    ("arrival", _ARRIVAL),
    ("restore", _RESTORE),
    ("resolve", _RESOLVE),
)
CLOCK = compile_regex("|".join(f"(?P<{kind}>{words})" for kind, words in CLOCK_WORDS))
"""A word that names a clock; the group says which."""
_HEADER_CLOCK = compile_regex(
    r"(?P<arrival>到场|到达|抵达|上门|现场(?:响应|支持|到位|服务|处理)|赶到|(?i:on-?site|arrival))"
    r"|(?P<response>响应|受理|应答|答复|回复|(?i:response))|(?P<restore>恢复|(?i:restor(?:e|ation)|recovery)|RTO)"
    r"|(?P<resolve>解决|修复|排除|处理|处置|维修|完成|消除|(?i:resolution|resolve))"
)
_TIMED = compile_regex("时间|时限|时长|时效|期限|要求|标准|目标|小时|分钟|日|天|承诺|内")
_QUALIFIER = compile_regex(
    r"首次|初次|现场|业务|彻底|系统|服务|故障|问题|电话|远程|技术|人员|工程师|初步|最终|完全|临时|功能"
    r"|平均|最长|最迟|(?i:time|target)|[：（）()\s/]"
)
_NO_TIME_COLUMN = compile_regex("方式|人员|流程|措施|方法|渠道|部门|结果|情况|描述|记录|签字|级别|等级")


_ASIDE = compile_regex("（[^（）]{5,30}）")
"""When a clock runs at all: 「到场（远程不能恢复时）」; units in brackets are shorter."""


def header_clock(text: str) -> str:
    """The clock that a column (or row) of a table is about; empty where it is none."""
    found = _HEADER_CLOCK.search(text)
    if found is None or (_NO_TIME_COLUMN.search(text) and not compile_regex("时间|时限|时长|时效").search(text)):
        return ""
    rest = _ASIDE.sub("", text[: found.start()] + text[found.end() :])
    if _QUALIFIER.sub("", rest) and not _TIMED.search(rest):
        return ""
    return found.lastgroup or ""


@dataclass(frozen=True, slots=True)
class Place:
    """A time promised, or the place for one: whose clock, for which levels (none: for all), and where it stands."""

    kind: str
    levels: tuple[tuple[str, Span], ...]
    period: Period | None
    span: Span
