"""The agreement that is measured: technical support, of any length, the same bytes on every run.

Twenty pages are about 15,000 characters, 300 paragraphs and 3 tables. Longer ones repeat the articles with other
numbers in them, as framework agreements with many service sheets do.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

ARTICLES_PER_20_PAGES = 28
_TABLES_PER_20_PAGES = 3
_DATE = (2026, 11, 23, 8, 0, 0)
_HEAD = (
    "甲方：嘉兴芦湾渡食品有限公司",
    "统一社会信用代码：91330402MA7LUWD10X",
    "住所：浙江省嘉兴市南湖区芦湾路36号",
    "法定代表人：苏南星",
    "联系人：江离",
    "联系电话：0573-55500112",
    "电子邮箱：jiangli@luwandu.example",
    "乙方：嘉兴星槎云计算服务有限公司",
    "统一社会信用代码：91330411MA7XCY34XL",
    "住所：浙江省嘉兴市秀洲区星槎街9号4层",
    "法定代表人：岳停云",
    "联系人：宋晚照",
    "联系电话：0573-55500223",
    "电子邮箱：songwanzhao@xingcha.example",
    "甲乙双方根据《中华人民共和国民法典》，就甲方信息系统的技术支持服务订立本协议，共同遵守。",
)
_HEADINGS = ("服务内容", "服务级别", "服务记录", "费用和付款", "保密和数据安全", "违约责任", "其他约定")
_PARAGRAPHS = {
    "服务内容": (
        "乙方为第{n}号服务单所列的业务系统提供故障处理、健康巡检、更新安装和使用咨询，系统名称、版本和数量见附件一。",
        "健康巡检每月{k}次，乙方检查服务器资源、数据库空间、备份结果和运行日志，并在巡检后2个工作日内提交巡检报告。",
        "使用咨询每月不超过{m}次，超过的部分按每次{p}.00元计费，随当季服务费一并支付，不另行签订协议。",
        "乙方派往现场的工程师应具有三年以上同类系统运维经验，并持有数据库或者操作系统认证证书，名单由双方书面确认。",
        "甲方在协议生效后5个工作日内提供系统账号、远程接入权限和网络拓扑图，并为现场服务办理机房出入手续。",
        "未经甲方书面同意，乙方不得将服务分包或者转委托给第三方；经甲方书面同意分包的，乙方就分包人的工作对甲方负责。",
        "新功能开发、终端设备的维修和硬件备件的供应不在服务范围内，需要增加的，双方签订书面补充协议。",
        "乙方更换项目负责人，应提前{k}个工作日书面通知甲方，并经甲方书面同意，接替人员的资格不得低于原有要求。",
        "服务方式为电话热线、远程连接、电子邮件、工单平台和现场服务，现场服务地点为甲方住所的数据机房。",
    ),
    "服务级别": (
        "一级故障：{m}分钟内响应，2小时内到场，4小时内恢复，24小时内解决，服务时段为7×24小时。",
        "二级故障：{m}分钟内响应，4小时内到场，8小时内恢复，48小时内解决，服务时段为7×24小时。",
        "三级故障：2小时内响应，8小时内到场，16小时内恢复，5个工作日内解决，服务时段为工作日9:00至18:00。",
        "第{n}号服务单所列系统的月度可用率不低于99.5%，按自然月统计，经甲方书面同意的计划停机不计入不可用时间。",
        "月度可用率低于99.5%但不低于99.0%的，扣减当月服务费的{k}%；低于99.0%的，扣减当月服务费的10%。",
        "响应时限自甲方电话报障或者提交工单时起算，到场时限适用于远程方式不能恢复的故障。",
        "故障解决后{m}日内因同一原因再次发生的，乙方重新处理，不另收费，并在报告中说明原因。",
        "乙方应在每季度结束后10日内提交服务报告，纸质版两份、电子版一份，写明当季的指标和扣减情况。",
        "因甲方网络或者供电中断造成的故障，乙方按前述时限处理，由此增加的费用由甲方承担，不计入考核。",
    ),
    "服务记录": (
        "乙方每次完成服务后应填写服务记录单，写明报障时间、问题描述、处理过程、处理结果、遗留事项和工程师姓名。",
        "服务记录单由甲方项目负责人在收到后{k}个工作日内签字确认，有异议的，应在该期限内书面说明理由。",
        "甲方项目负责人逾期既不签字也不书面提出异议的，视为甲方确认该服务记录单，但甲方能够证明记录不实的除外。",
        "经签字确认的服务记录单，是验收、计算服务费和扣减的依据，由双方各自保存{k}年，第{n}号服务单单独立卷。",
        "验收每季度进行一次，甲方在收到季度报告后10个工作日内完成验收并出具书面验收意见。",
        "验收标准为约定的巡检和培训次数已经完成，每次服务均有经确认的服务记录单，各项指标已经达到或者已按约定扣减。",
        "验收不合格的，甲方书面列明问题，乙方在{m}日内整改后申请再次验收，整改以两次为限。",
    ),
    "费用和付款": (
        "第{n}号服务单的服务费为含税人民币{p}0,000.00元，其中增值税税率6%，发票类型为增值税专用发票。",
        "当季验收合格后5个工作日内，乙方按扣减后的应付金额开具等额发票，甲方收到发票后15个工作日内支付。",
        "乙方收款账户：户名：嘉兴星槎云计算服务有限公司；开户银行：浙江松萝银行股份有限公司秀洲支行。",
        "服务费包含人工费、差旅费、食宿费、工具使用费、管理费、利润和税金，除超过次数的咨询外，甲方无需另行支付费用。",
        "服务期限内国家调整增值税税率的，不含税金额不变，尚未开票部分的税额按新税率计算。",
        "甲方逾期付款超过{m}日的，乙方可以书面催告，催告后15日内仍未支付的，乙方可以书面通知解除第{n}号服务单。",
    ),
    "保密和数据安全": (
        "保密信息，指一方为履行第{n}号服务单向另一方提供的技术资料、经营数据、客户资料、账号密码以及价格。",
        "任何一方只能为履行本协议使用保密信息；未经对方书面同意，不得向第三方披露，保密义务至协议终止后三年止。",
        "乙方只能使用甲方授予的账号，在甲方授权的范围内访问系统，操作日志至少保存六个月，并按月交甲方核对。",
        "发生或者可能发生数据泄露的，乙方应在发现后{k}小时内电话通知甲方，并在24小时内提交书面报告。",
        "甲方负责每日备份数据，备份保存{m}日；乙方在变更配置前应书面提示甲方备份，并在甲方确认后操作。",
        "本协议终止后{k}日内，乙方应返还并删除其持有的甲方数据，并出具删除证明。",
        "乙方履行本协议形成的报告、手册和配置方案，其知识产权自交付之日起归甲方所有，各方原有的技术仍归各方所有。",
    ),
    "违约责任": (
        "乙方逾期提交第{n}号服务单的交付物的，每逾期一日，按当季服务费的万分之五支付违约金，累计不超过当季服务费的10%。",
        "甲方逾期付款的，每逾期一日，按逾期金额的万分之五支付违约金，累计不超过逾期金额的10%。",
        "任何一方违反保密义务的，支付年度服务费{m}%的违约金，不足以弥补对方损失的，赔偿差额。",
        "违约方应承担守约方为实现权利支付的诉讼费、保全费、公证费和律师费。",
        "任何一方的赔偿责任累计不超过年度服务费，但造成人身损害、因故意或者重大过失造成财产损失的除外。",
        "不可抗力，指不能预见、不能避免且不能克服的客观情况，受影响的一方应在发生后48小时内通知对方。",
    ),
    "其他约定": (
        "变更第{n}号服务单，应由双方签订书面补充协议；未经对方书面同意，任何一方不得转让权利或者义务。",
        "书面通知按首部所列的住所、电子邮箱送达，快递寄送的签收时送达，电子邮件进入对方邮箱系统时送达。",
        "因第{n}号服务单产生的争议，双方协商解决；协商不成的，任何一方可以向甲方住所地有管辖权的人民法院提起诉讼。",
        "服务期限一年，自2027年1月1日起至2027年12月31日止，期满{m}日前双方书面商定是否续签。",
        "解除或者期满后{k}个工作日内，乙方应向甲方移交技术资料、账号、密码、系统配置和未结工单清单。",
    ),
}
_TABLE = (
    ("故障级别", "判定标准", "响应时限", "恢复时限", "解决时限"),
    ("一级", "系统整体停止运行", "15分钟", "4小时", "24小时"),
    ("二级", "任一模块不可用", "30分钟", "8小时", "48小时"),
    ("三级", "单项功能异常", "2小时", "16小时", "5个工作日"),
)


def lines(pages: int) -> Iterator[str | tuple[tuple[str, ...], ...]]:
    """Paragraphs, and tables as rows of cells."""
    yield "技术支持服务协议"
    yield from _HEAD
    articles = max(len(_HEADINGS), ARTICLES_PER_20_PAGES * pages // 20)
    every = ARTICLES_PER_20_PAGES // _TABLES_PER_20_PAGES
    for article in range(articles):
        heading = _HEADINGS[article % len(_HEADINGS)]
        yield f"第{chinese(article + 1)}条 {heading}"
        sheet = article // len(_HEADINGS) + 1
        words = _PARAGRAPHS[heading]
        for index in range(9):
            numbers = {"n": sheet, "k": index % 5 + 2, "m": (article + index) % 4 * 5 + 10, "p": index + 3}
            yield f"{article + 1}.{index + 1} {words[index % len(words)].format(**numbers)}"
        if article % every == 1:
            yield _TABLE
    yield "甲方（公章）：嘉兴芦湾渡食品有限公司"
    yield "法定代表人（签字）：          日期：    年    月    日"
    yield "乙方（公章）：嘉兴星槎云计算服务有限公司"
    yield "法定代表人（签字）：          日期：    年    月    日"


def chinese(number: int) -> str:
    """A number below ten thousand as an article counts itself: 十二, 一百零五."""
    digits = "零一二三四五六七八九"
    written, gap = "", False
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // value % 10
        if digit:
            written += ("零" if gap and written else "") + digits[digit] + unit
            gap = False
        else:
            gap = True
    return written.removeprefix("一") if 10 <= number < 20 else written


def docx_of(pages: int) -> bytes:
    """The agreement as a Word file: the default template of python-docx with the body put in as XML.

    Adding paragraphs one by one through the library would take minutes for a thousand pages.
    """
    from docx import Document

    buffer = io.BytesIO()
    Document().save(buffer)
    body = "".join(_paragraph(line) if isinstance(line, str) else _table(line) for line in lines(pages))
    made = io.BytesIO()
    with (
        zipfile.ZipFile(buffer) as template,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in template.namelist():
            data = template.read(name)
            if name == "word/document.xml":
                start, _, rest = data.decode().partition("<w:body>")
                data = f"{start}<w:body>{body}{rest[rest.index('<w:sectPr') :]}".encode()
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    grid = '<w:gridCol w:w="1700"/>' * len(rows[0])
    body = "".join(f"<w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'
