"""Names of laws and regulations, told apart from the names of other documents."""

from __future__ import annotations

from contractlint.regex import compile_regex

_COMMON = (
    "民法典|民法通则|民法总则|合同法|担保法|物权法|侵权责任法|婚姻法|继承法|收养法|公司法|合伙企业法|企业破产法|"
    "劳动合同法实施条例|劳动合同法|劳动争议调解仲裁法|劳动法|社会保险法|招标投标法实施条例|招标投标法|政府采购法实施条例|政府采购法|"
    "个人信息保护法|数据安全法|网络安全法|密码法|电子签名法|电子商务法|著作权法实施条例|著作权法|专利法|商标法|反不正当竞争法|反垄断法|"
    "计算机软件保护条例|技术合同认定登记管理办法|仲裁法|民事诉讼法|行政诉讼法|刑事诉讼法|刑法|消费者权益保护法|产品质量法|建筑法|"
    "安全生产法|消防法|保守国家秘密法|保密法|税收征收管理法|增值税法|增值税暂行条例|企业所得税法|个人所得税法|发票管理办法|"
    "标准化法|广告法|价格法|票据法|保险法|信托法|证券法|环境保护法|知识产权法|保障中小企业款项支付条例|关键信息基础设施安全保护条例|网络数据安全管理条例"
)
BARE_STATUTE = compile_regex(
    rf"(?:中华人民共和国)?(?<![本该此每])(?P<name>{_COMMON})(?![院律人官庭务学典]|定(?:代表|义务|节假|解除|期|利率)|规[章、及和]|理[由念论])"
)
"""A well-known law named without 《》; ``name`` is its short name."""
_ENDS_AS_LAW = compile_regex(r"(?:法典|[^方办作做用算书说看想魔语句]法|条例|通则|总则|宪法)$")
_ENDS_LIKE_LAW = compile_regex(r"(?:规定|办法|细则|解释|决定|意见|规则|规程|准则|通知|公约|标准)$")
_ISSUED = compile_regex(
    r"（[^（）]{0,30}(?:令|法释|国发|国办|财[^（）]{0,3}〔|第[^（）]{1,6}号)|^[^，。；]{0,6}等?(?:有关|相关)?(?:法律|法规|司法解释|国家规定)"
)
_AUTHORITY = compile_regex(r"^(?:中华人民共和国|国务院|最高人民法院|最高人民检察院|全国人民代表大会|全国人大)")
_REVISED = compile_regex(r"（[^（）]{0,24}(?:修订|修正|修改|年|版|试行|实施)[^（）]{0,8}）$")


def statute_of(name: str, after: str = "") -> str:
    """The folded short name of the law that 《name》 is, without 中华人民共和国; empty where it is another document.

    ``after`` is the text behind 》: 《…办法》 is a regulation where an issuing number or 等法律法规 follows.
    """
    folded = _REVISED.sub("", "".join(name.split()))
    short = folded.removeprefix("中华人民共和国").removesuffix("法）")
    if folded.startswith("关于") and not _AUTHORITY.search(folded):
        return ""
    if _ENDS_AS_LAW.search(folded) or _AUTHORITY.search(folded):
        return short
    return short if _ENDS_LIKE_LAW.search(folded) and _ISSUED.search(after) else ""
