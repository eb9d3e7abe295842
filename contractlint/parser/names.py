"""Names of parties: which organisation form they end in, who is a person, and how two spellings differ."""

from __future__ import annotations

import re

from contractlint.regex import compile_regex
from contractlint.text import Normalized, Span

# Leftmost match at the end of a name, hence the longest form. Single characters need a longer name before them.
_FORM = compile_regex(
    r"""(?<=.)(?:
      (?:股份|责任)?有限(?:责任)?公司 | (?:集团)?总公司 | 集团公司 | [分子]公司 | 公司
    | (?:普通|有限)?合伙企业 | 个人独资企业 | 个体工商户 | 普通合伙 | 有限合伙
    | 人民代表大会(?:常务委员会)? | (?:人民)?政府 | (?:人民)?法院 | (?:人民)?检察院
    | (?:人大)?常委会 | 政协 | 党委 | 纪委
    | (?:街道)?办事处 | 委员会 | [管居村业团仲裁]委会? | 仲裁委 | (?:总)?工会 | 妇联 | 残联 | 文联 | 科协 | 党校
    | 管理[处所站局] | [总分]局 | 局 | 委 | 厅 | 署 | 部 | 办公[厅室] | 秘书处 | 代表处 | [大领]使馆 | 领事馆
    | 监狱 | 看守所 | 派出所 | 海关 | [总支大中]队 | 部队 | 指挥部 | 司令部 | 公证处
    | (?:档案|图书|博物|文化|美术|体育|展览|纪念|科技|群艺|天文)馆
    | (?:研究|设计|勘察|规划|检测|科学|工程|计量|卫生|敬老|福利|养老|剧|医|学|书|孤儿|康复|干休)总?院 | 研究[所室会]
    | [检测验研]+所
    | 大学 | 学校 | [中小]学 | 幼儿园 | [职技]校 | 诊所 | 门诊部 | 卫生[所室站] | 疗养院 | 血站
    | 中心 | 气象台 | 电视台 | 电台 | 出版社 | 报社 | 杂志社 | 通讯社 | 剧团 | 公园 | [动植]物园 | 水库 | [林农牧渔]场
    | 协会 | 学会 | 商会 | 联合会 | 基金会 | 促进会 | 联盟 | 理事会 | 业主大会 | 红十字会 | 慈善会 | [总分]会 | 公会
    | 事务所 | (?:合作)?联社 | 合作社 | 信用社 | 供销社 | 旅行社
    | 银行 | [支分]行 | 营业[部厅] | 交易所 | 结算所
    | (?:经营|门市|服务|批发|商贸|加工|维修|供应|经销|美容)部 | [商车粮洋]行 | [商书药饭酒花茶面][店馆楼]
    | 商场 | 超市 | 大?药房
    | (?:便利|专卖|旗舰|服装|理发|文具)店 | [宾旅餐茶]馆 | 餐厅 | 咖啡馆 | 食堂 | [分总]店 | 工作[室站]
    | [总分]厂 | 养殖场 | 种植场 | 砖场 | 采石场 | 停车场 | 市场 | 俱乐部 | 健身房
    | (?<=...)[厂矿店行馆铺坊庄院台社站]
    )$""",
    re.VERBOSE,
)
_BEFORE = "〇"
_FOREIGN = compile_regex(
    r"(?:\b(?:co(?:mpany)?\s?\.?\s?，?\s?ltd|ltd|limited|inc|incorporated|corp(?:oration)?|llc|llp|lp|plc|gmbh|ag|"
    r"bv|nv|sa|"
    r"sarl|spa|srl|pty|pte|kk|oy|ab|as|aps|kg|company|holdings?)\.?|"
    r"\b(?:b\.v\.|n\.v\.|s\.a\.|s\.p\.a\.|s\.r\.l\.|k\.k\.|l\.l\.c\.|l\.p\.|pte\.? ?ltd\.?|pty\.? ?ltd\.?)|"
    r"株式会社|合同会社|有限会社|주식회사)$",
    re.IGNORECASE,
)
_BRACKETED_FORM = compile_regex(r"（(?:[^（）]{0,8}(?:有限合伙|普通合伙|合伙|个体工商户|个人独资|筹)|[^（）]{2,12})）$")
_ONLY_BRACKETED = compile_regex(r"（[^（）]{0,8}(?:有限合伙|普通合伙|合伙|个体工商户|个人独资)）$")
# Departments have no seal and no assets of their own, whatever they call themselves.
_DEPARTMENT = compile_regex(
    r"(?:市场|技术|销售|采购|信息技术|财务|行政|人事|法务|项目|运维|研发|产品|工程|客服|人力资源)部$"
)
# What stands before these forms must be longer than a brand: 云帆科技公司 is none, 济南市市政工程公司 may be one.
_SHORTEST_STEM = {"公司": 5, "集团公司": 3, "银行": 3, "中心": 3, "联盟": 3}
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方"
    "石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤"
    "毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司"
    "柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻"
    "揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺"
)
_COMPOUND_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "司徒",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "夏侯",
    "端木",
)
_PERSON = compile_regex(
    r"[\u3400-\u4dbf\u4e00-\u9fff]{2,4}|"
    r"[\u3400-\u4dbf\u4e00-\u9fff]{1,10}(?:[·•][\u3400-\u4dbf\u4e00-\u9fff]{1,10}){1,3}"
)
_FOREIGN_PERSON = compile_regex(r"[A-Za-z][A-Za-z .·\-]{1,60}")
_OF_A_PERSON = compile_regex(r"身份证|护照号|性别|出生|民族|户籍|公民|自然人|劳动者|证件号码|家庭住址|现住址|通行证")
_OF_AN_ORGANISATION = compile_regex(
    r"统一社会信用代码|信用代码|法定代表人|营业执照|税号|纳税人|公章|合同专用章|注册地址|负责人|组织机构|公司|集团|"
    r"企业"
)
# Brands whose first character is also a surname; the rest is told from people by what stands around them.
_BRAND = compile_regex(
    "华为|万科|金蝶|康佳|安踏|方正|李宁|海尔|联想|小米|百度|腾讯|京东|美团|滴滴|顺丰|格力|美的|用友|浪潮|中兴|海康|"
    "大华|安恒|"
    "华润|华能|华电|华夏|万达|万和|金山|白云|江铃|宁德|中石油|中石化|中海油|中移动|中铁|新浪|网易|阿里|华硕|东软|"
    "太极|同方|"
    "安信|奇安信|深信服|天融信|绿盟|明略|商汤|易宝|时代|云从|旷视|都市|明源|和利时|金融|苹果|[甲乙丙丁双对我]方|"
    "本人|本公司|"
    "无|盖章|签字|签章|公章|印章|名称|姓名|单位|全称|项目|时间|地点|经办"
)
_BRACKETS = str.maketrans("()[]〔〕【】［］﹙﹚", "（）（）（）（）（）（）")
_IGNORED = compile_regex(r"[\s_\u200b-\u200f\u2060\ufeff\u00ad]+")


def fold_name(name: str) -> str:
    """A name as two are compared: folded width, one kind of bracket, no blanks, capitals."""
    folded = Normalized(name).text.translate(_BRACKETS)
    return _IGNORED.sub("", folded).upper()


def registered_form(name: str) -> str | None:
    """The organisation form a name ends in (``有限公司``, ``局``, ``Ltd.``); None where it ends in none.

    A bracket at the end that is part of the name is looked past: ``事务所（特殊普通合伙）``, ``大学（深圳）``.
    """
    name = Normalized(name).text.strip()
    foreign = _FOREIGN.search(name)
    if foreign is not None and foreign.start() > 0:
        return foreign[0]
    compact = fold_name(name)
    form = _FORM.search(_BEFORE + _BRACKETED_FORM.sub("", compact)) or _ONLY_BRACKETED.search(_BEFORE + compact)
    # 有限公司 alone is a form without a name.
    return form[0] if form is not None and form.start() > len(_BEFORE) else None


def looks_registered(name: str) -> bool:
    """Whether a name may be the full one an organisation is registered under.

    A brand, a trade name or an abbreviation is not: 华为, 云帆科技, 中石化, IBM, 云帆公司, 云帆集团. Doubt is decided
    for the name.
    """
    form = registered_form(name)
    if form is None:
        return False
    compact = _BRACKETED_FORM.sub("", fold_name(name))
    if _DEPARTMENT.search(compact):
        return False
    return len(compact) - len(form) >= _SHORTEST_STEM.get(form, 1)


def is_natural_person(name: str, context: str = "") -> bool:
    """Whether a name is a person's; ``context`` is what the text says about the party (its label and fields)."""
    folded = Normalized(name).text.strip()
    identified = _OF_A_PERSON.search(context) is not None
    organised = _OF_AN_ORGANISATION.search(context) is not None
    if identified and not organised and _FOREIGN_PERSON.fullmatch(folded):
        return True
    compact = _IGNORED.sub("", folded)
    if not _PERSON.fullmatch(compact) or _BRAND.fullmatch(compact):
        return False
    if identified:
        return not organised or looks_like_person(compact)
    return looks_like_person(compact) and not organised and registered_form(folded) is None


def speaks_of_a_person(context: str) -> bool:
    """Whether what a form asks of a party (身份证号, 性别) is asked of people only."""
    return _OF_A_PERSON.search(context) is not None and _OF_AN_ORGANISATION.search(context) is None


def looks_like_person(name: str) -> bool:
    """Whether a value has the shape of a person's name, such as stands behind 联系人 and 法定代表人."""
    compact = _IGNORED.sub("", Normalized(name).text)
    if not _PERSON.fullmatch(compact) or _BRAND.fullmatch(compact):
        return False
    if "·" in compact or "•" in compact or compact.startswith(_COMPOUND_SURNAMES):
        return True
    return len(compact) <= 3 and compact[0] in _SURNAMES


def differing(name: str, other: str) -> list[tuple[Span, Span]]:
    """The ranges in which two spellings differ, as pairs of places in ``name`` and in ``other``, in order.

    An empty range is a place where the other one has more.
    """
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, name, other, autojunk=False)
    return [
        (Span(start, end), Span(other_start, other_end))
        for tag, start, end, other_start, other_end in matcher.get_opcodes()
        if tag != "equal"
    ]
