"""The words a form asks with: 甲方（盖章）, 法定代表人, 开户行及账号. What a caption is about, and whom it names.

A caption is judged without the blanks inside it (住  所  地) and without the colon behind it.
"""

from __future__ import annotations

from contractlint import regex
from contractlint.dataclass import dataclass
from contractlint.regex import compile_regex

CLIENT, PROVIDER, THIRD = "甲", "乙", "丙"
"""Who receives and pays, who serves and is paid, and who stands beside: the role where no 甲方 or 乙方 is printed."""

_CLIENTS = (
    "委托方 委托人 委托单位 采购人 采购方 采购单位 买方 买受人 买受方 购买方 购方 购货方 购货单位 需方 需求方 "
    "发包人 发包方 发包单位 业主 业主方 "
    "业主单位 建设单位 定作方 定作人 客户 客户方 客户单位 用户 用户方 用户单位 使用方 使用单位 承租方 承租人 "
    "服务需求方 服务接受方 接受服务方 "
    "用人单位 聘用单位 聘请方 聘用方 雇主 招标人 招标方 受让方 受让人 被许可方 被许可人 借款人 借款方 披露方 "
    "信息披露方 付款方 投保人 被保险人 "
    "顾客 订购方 订货方 甲方单位 总包方 总承包方 总包单位 寄存人 存货人 托运人 托运方"
)
_PROVIDERS = (
    "受托方 受托人 受托单位 受委托方 受委托人 供应商 供应方 供方 供货方 供货商 供货单位 卖方 出卖人 出卖方 销售方 "
    "销货方 承包人 承包方 承包单位 "
    "服务方 服务商 承接方 承接人 承接单位 承接商 维护商 运维商 实施商 集成商 开发商 软件商 云服务商 "
    "服务提供者 服务提供方 服务提供商 提供服务方 服务单位 服务供应商 承揽方 承揽人 出租方 出租人 开发方 "
    "研究开发人 研究开发方 开发单位 运维方 "
    "运维单位 维护方 维保方 维保单位 实施方 实施单位 承建方 承建单位 承办方 分包方 分包人 分包单位 劳务方 劳动者 "
    "员工 受聘方 受聘人 雇员 顾问 中标人 "
    "中标方 中标单位 成交供应商 投标人 转让方 转让人 许可方 许可人 贷款人 贷款方 出借人 出借方 接收方 信息接收方 "
    "收款方 保险人 居间方 居间人 中介方 "
    "施工方 施工单位 设计方 设计单位 监理方 监理人 监理单位 技术支持方 支持方 保管人 保管方 承运人 承运方 乙方单位"
)
_THIRDS = "担保人 担保方 保证人 保证方 见证方 见证人 鉴证方 平台方 第三方"
FUNCTIONS: dict[str, str] = {
    **dict.fromkeys(compile_regex(r"\S+").findall(_CLIENTS), CLIENT),
    **dict.fromkeys(compile_regex(r"\S+").findall(_PROVIDERS), PROVIDER),
    **dict.fromkeys(compile_regex(r"\S+").findall(_THIRDS), THIRD),
}
"""Words for a party by what it does, and its role."""

_KEYS: dict[str, str] = {
    "address": "住所 住所地 住址 地址 通讯地址 通信地址 通讯住址 联系地址 注册地址 注册地 注册住所 办公地址 "
    "办公地点 单位地址 公司地址 企业地址 "
    "详细地址 经营地址 经营地 经营场所 营业地址 营业场所 送达地址 邮寄地址 邮政地址 收件地址 经常居住地 户籍地址 "
    "现住址 家庭住址 法定地址 "
    "法定住所 主要经营场所",
    "credit_code": "统一社会信用代码 统一社会信用代码证号 统一信用代码 社会信用代码 信用代码 统一代码 营业执照号 "
    "营业执照号码 营业执照注册号 "
    "组织机构代码 组织机构代码证号 机构代码 信用代码证号",
    "tax_id": "纳税人识别号 纳税人税号 纳税识别号 税号 税务登记号 税务登记证号 纳税人登记号 国税号 纳税号",
    "representative": "法定代表人 法人代表 法人 法定代理人 负责人 主要负责人 单位负责人 企业负责人 经营者 "
    "执行事务合伙人 法人代表人 院长 校长 局长 所长 馆长 "
    "法定代表人姓名",
    "agent": "委托代理人 授权代表 授权代表人 授权委托人 授权签字人 授权代理人 委托代表 委托人代表 代理人 签约代表 "
    "签约人 代表 代表人 签署人 "
    "签署代表 签字人 签字代表 被授权人 授权人 委托授权代表 全权代表 有权签字人 签约授权代表",
    "contact": "联系人 项目联系人 联络人 业务联系人 技术联系人 商务联系人 指定联系人 联系人姓名 项目负责人 "
    "项目经理 项目代表 接口人 对接人 项目经办 项目经办人 业务经办人 "
    "联系人及方式 联系人与方式 联系人和方式 收件人 接收人 联系经办人 联系（经办）人 通知联系人 紧急联系人 服务联系人",
    "phone": "电话 联系电话 联系手机 手机 手机号 手机号码 电话号码 联系方式 移动电话 座机 固定电话 办公电话 "
    "公司电话 单位电话 注册电话 "
    "企业电话 电话Tel Tel 联系号码 联系电话号码 联系人电话 联系人手机 联系人联系方式 联系人手机号 固话 手机电话 "
    "TEL tel Phone",
    "email": "邮箱 电子邮箱 电子邮件 电子信箱 邮件 邮箱地址 电子邮箱地址 电子邮件地址 联系邮箱 接收邮箱 E-mail "
    "Email email EMAIL e-mail "
    "E-MAIL Mail 电邮 信箱 联系人邮箱 电子送达地址 电子邮箱号",
    "bank": "开户行 开户银行 开户行名称 开户银行名称 收款银行 银行名称 开户网点 基本开户行 基本户开户行 收款开户行 "
    "收款人开户行 开户支行 银行 "
    "户行",
    "account": "账号 帐号 银行账号 银行帐号 收款账号 收款帐号 银行账户 银行帐户 开户账号 开户帐号 账户 帐户 卡号 "
    "银行卡号 账户号 账户号码 "
    "账号号码 银行账户号码 收款账户 收款帐户 基本账号 人民币账号",
    "account_name": "户名 账户名称 帐户名称 账户名 帐户名 开户名 开户名称 收款人 收款单位 收款账户名称 收款账户名 "
    "开户单位 收款人名称 "
    "收款单位名称 账户户名 收款户名 银行户名 开户户名",
    "name": "名称 单位名称 公司名称 企业名称 全称 单位全称 公司全称 姓名 当事人名称 机构名称 名称全称 企业全称 "
    "抬头 发票抬头",
    "id": "身份证号 身份证号码 居民身份证号 居民身份证号码 身份证 证件号 证件号码 护照号 护照号码 有效证件号码 "
    "证照号码 公民身份号码 ID",
    "date": "日期 签订日期 签署日期 签约日期 签字日期 签章日期 盖章日期 签订时间 签约时间 签署时间 签字时间 "
    "合同签署日 合同签订日期 合同签署日期 "
    "签订日 签署日 合同签订时间 时间 签订年月日",
    "sign": "签字 签名 签章 盖章 公章 印章 签署 签字盖章 签章处 盖章处 签字处 单位公章 合同专用章 单位章 单位印章 "
    "公司印章 公司公章 公司章 章 "
    "盖公章 签名盖章 签字或盖章 经办人 签章人 公章处 手印 指印",
    "place": "签订地点 签署地点 签约地点 签订地 签署地 签约地 合同签订地 合同签订地点 合同签署地 协议签订地址",
    "other": "传真 传真号 传真号码 邮编 邮政编码 职务 职位 微信 微信号 QQ QQ号 网址 网站 公司网址 行号 联行号 "
    "开户行行号 银行行号 大额行号 Fax "
    "传真Fax 民族 性别 国籍 工作单位 证件类型 证件种类 出生日期 部门 所属部门 备注 Swift SWIFT 资质等级 资质证书号 "
    "企业资质证书号 注册资本 "
    "编号 合同编号 协议编号 经济性质 企业性质 行业 币种 总价",
}
_KEY_OF = {word: key for key, words in _KEYS.items() for word in compile_regex(r"\S+").findall(words)}

_LETTER = compile_regex(r"(?P<letter>[甲乙丙丁戊己])(?:方|$)")
_NUMBER = compile_regex(
    r"(?:第[一二三四五六七八九十\d]{1,3}[条款项]|[（(]?(?:\d{1,2}(?:\.\d{1,2}){0,3}|"
    r"[一二三四五六七八九十]{1,3})[）)、.．：]"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}|[①-⑳⑴-⒇•·●■◆▪◇□☐☑*\-—])+"
)
_ENGLISH = compile_regex(r"^[A-Za-z][A-Za-z .]{0,24}[/／]|[/／][A-Za-z][A-Za-z .]{0,24}$")
_QUOTES = compile_regex(r"[【】\[\]*]")
# 乙方一, 乙方二: the first keeps the letter, each further one stands for itself under a letter of its own.
_JOINT = compile_regex(r"[（(]?([一二三1-3])[）)]?(?=$|[（(：:])")
_JOINT_LETTERS = {"甲": "甲戊己", "乙": "乙丙丁"}
_PAREN = compile_regex(r"[（(]([^（）()]{0,40})[）)]")
_SIGNING = compile_regex(r"签字|签名|签章|盖章|公章|印章|专用章|签署|[^印]章$|^章|手印|指印|^签$")
_SEAL = compile_regex(r"(?:单位|公司)?(?:公章|合同专用章|盖公章|盖章|签章|印章|章)")
_SIGN_TAIL = compile_regex(
    r"(?:签字或盖章|签字盖章|签字及盖章|签字并盖章|签名盖章|签名或盖章|签章或签字|盖章签字|盖章或签字|签字|签名|"
    r"签章|盖章|签署|公章|签)(?:处|栏)?$"
)
_SEPARATOR = compile_regex(r"或者|以及|[/／、，,及和与或&；;]")
_POSSESSIVE = compile_regex(r"^(?:的|之|指定的?|收款|开票|接收|送达|通知|确认的?|提供的?|派驻|现场(?=负责人))")
_MODIFIER = compile_regex(
    r"^(?:指定的?|收款|开票|接收|送达|通知|注册|办公|法定|有效|本人|单位|公司|企业|付款|汇款|对公|固定|项目(?=联系|"
    r"负责)|业务|技术|财务)"
)
_TAIL = compile_regex(r"(?:为|是|号码|一栏|（全称）)$")
_TO = compile_regex(r"^(?:如?致|送达|收件人|发给)(?=[甲乙丙丁])")
_LONGEST = 44


@dataclass(frozen=True, slots=True)
class Caption:
    """What a caption asks for.

    ``keys`` are fields of :class:`~contractlint.model.Party`, or ``party``, ``name``, ``id``, ``date``, ``sign``,
    ``place``, ``other``. ``titles`` are the words it calls the party by (甲方, 委托方), ``letter`` the 甲 of 甲方,
    if it names one. ``signing`` are the words that ask for a signature or seal.
    """

    keys: tuple[str, ...]
    titles: tuple[str, ...] = ()
    letter: str = ""
    signing: str = ""

    @property
    def is_party(self) -> bool:
        """Whether it names a party and asks for its name or signature, not for another field."""
        return self.keys == ("party",)


def read_caption(text: str) -> Caption | None:
    """What a folded text without blanks and colon asks for; None where it is no caption."""
    # No caption ends a sentence, and most lines of an agreement do.
    if not text or len(text) > _LONGEST or text[-1] == "。":
        return None
    text = _ENGLISH.sub("", _strip_number(_QUOTES.sub("", text)))
    party, rest = _party(_TO.sub("", text))
    if party is None:
        return _field(text)
    if not rest:
        return party
    tail = _field(_POSSESSIVE.sub("", rest)) or _field(rest)
    if tail is None:
        return None
    if tail.keys in (("name",), ("sign",)):
        return Caption(("party",), party.titles, party.letter, party.signing + tail.signing)
    return Caption(tail.keys, party.titles, party.letter, party.signing + tail.signing)


def title_roles(title: str) -> str:
    """The letter in a title (甲方, 甲), else the role of a function word, else nothing."""
    match = _LETTER.match(title)
    return match["letter"] if match is not None else FUNCTIONS.get(title, "")


def seal_words(signing: str) -> str:
    """The words for a seal among those that ask for a signature: 公章, 盖章, 签章."""
    return "、".join(dict.fromkeys(match[0] for match in _SEAL.finditer(signing)))


def _strip_number(text: str) -> str:
    match = _NUMBER.match(text)
    return text[match.end() :] if match is not None and match.end() < len(text) else text


def _party(text: str) -> tuple[Caption | None, str]:
    """The party a text begins with, and what follows: 委托方（甲方）（盖章） or 甲方/委托方."""
    word = _party_word(text)
    if not word:
        return None, text
    titles, signing, letter = [word], "", title_roles(word) if _LETTER.match(word) else ""
    rest = text[len(word) :]
    joint = _JOINT.match(rest) if letter in _JOINT_LETTERS else None
    if joint is not None:
        titles, rest = [word + joint[1]], rest[joint.end() :]
        letter = _JOINT_LETTERS[letter]["一二三".find(joint[1]) if joint[1] in "一二三" else int(joint[1]) - 1]
    while rest:
        paren = _PAREN.match(rest)
        if paren is not None:
            inside = paren[1]
            named = _named_in(inside)
            if named:
                titles.append(named)
                letter = letter or (title_roles(named) if _LETTER.match(named) else "")
            elif _SIGNING.search(inside):
                signing += inside
            elif _field(inside) is not None and not _is_only_name(inside):
                break
            rest = rest[paren.end() :]
            continue
        if rest[0] in "：:":
            rest = rest[1:]
            continue
        following = _party_word(rest[1:]) if rest[0] in "/／、或" else ""
        if not following or (letter and _LETTER.match(following)):
            break
        titles.append(following)
        letter = letter or (title_roles(following) if _LETTER.match(following) else "")
        rest = rest[1 + len(following) :]
    return Caption(("party",), tuple(dict.fromkeys(titles)), letter, signing), rest


def _party_word(text: str) -> str:
    if text[:1] in "甲乙丙丁戊己" and text[1:2] == "方":
        return text[:2]
    for length in range(min(7, len(text)), 1, -1):
        if text[:length] in FUNCTIONS:
            return text[:length]
    return ""


def _named_in(inside: str) -> str:
    """The party word inside a bracket: 委托方, 以下称甲方, 以下简称“甲方”, 即甲方, 甲."""
    inside = compile_regex(r"^(?:以下|下)?(?:统?简?称|即|作为)?(?:为|：)?[“\"'‘「]?").sub("", inside)
    inside = compile_regex(r"[”\"'’」]?$").sub("", inside)
    if inside in ("甲", "乙", "丙", "丁"):
        return inside + "方"
    return inside if inside and _party_word(inside) == inside else ""


def _is_only_name(inside: str) -> bool:
    return _KEY_OF.get(inside) == "name"


def _field(text: str) -> Caption | None:
    """A caption of fields: every word in it, separated by / 、 及 或 or in brackets, must be one."""
    if not text:
        return None
    if text in _KEY_OF:
        return Caption((_KEY_OF[text],), signing=text if _KEY_OF[text] == "sign" else "")
    keys: list[str] = []
    signing = ""
    outside = _SEPARATOR.split(_PAREN.sub("、", text))
    inside = [word for paren in _PAREN.findall(text) for word in _SEPARATOR.split(paren)]
    for word in [*outside, *inside]:
        if not word:
            continue
        key, signs = _key(word)
        signing += signs
        if key:
            keys.append(key)
        elif not signs and (word in outside or not _ignorable(word)):
            return None
    wanted = [key for key in dict.fromkeys(keys) if key != "sign" or len(set(keys)) == 1]
    if not wanted and signing:
        return Caption(("sign",), signing=signing)
    return Caption(tuple(wanted), signing=signing) if wanted else None


def _key(word: str) -> tuple[str, str]:
    """The field a word asks for and the words for signing in it; both empty where it is no such word."""
    word = word.removeprefix("其")
    if (key := _KEY_OF.get(word)) is not None:
        return key, word if key == "sign" else ""
    tail = _SIGN_TAIL.search(word)
    if tail is not None:
        base = word[: tail.start()]
        key, _ = _key(base) if base else ("", "")
        if key == "contact":
            # Who signs for a record is not thereby the party's contact, nor does the party sign there.
            return "other", tail[0]
        key = "sign" if key == "name" or base in ("单位", "公司", "本人") else key
        return (key, tail[0]) if key or not base else ("", "")
    for pattern in (_TAIL, _MODIFIER):
        shorter = pattern.sub("", word)
        if shorter != word and (found := _KEY_OF.get(shorter) or _KEY_OF.get(_MODIFIER.sub("", shorter))):
            return found, ""
    return "", ""


def _ignorable(inside: str) -> bool:
    """A remark in brackets: （如有）, （必填）, （大写）, （Tel）, （人民币）."""
    return (
        len(inside) <= 8
        and regex.search(
            r"^(?:如有|必填|选填|Tel|TEL|Fax|FAX|全称|人民币|对公|下同|公司|单位|自然人|个人|若有|须?与.*)$", inside
        )
        is not None
    )
