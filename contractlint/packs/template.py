"""A pack to begin with: one rule, each of its lines explained, with an example that hits and one that does not."""

from __future__ import annotations

from contractlint.errors import UsageError
from contractlint.regex import compile_regex

PREFIX = "ACME"
_PREFIX = compile_regex(r"[A-Z][A-Z0-9]{1,9}")


def new_pack(prefix: str = PREFIX) -> str:
    """The YAML text of a pack whose rules begin with ``prefix``. Raises UsageError for an impossible prefix."""
    if not _PREFIX.fullmatch(prefix):
        raise UsageError(f"「{prefix}」不能作前缀：用 2 到 10 个大写英文字母或数字，以字母开头，例如 ACME。")
    return _TEXT.replace("ACME", prefix)


_TEXT = """\
# 自己的规则。一个文件可以写很多条，每条以「- code:」开头；以「#」开头的行是说明，可以删去。
# 改完检查：contractlint rules check 这个文件夹
# 用来审查：contractlint review 草稿.docx --rules 这个文件夹
# 用空格缩进，不要用制表符；保存为 UTF-8 编码。

- code: ACME-01                # 编号：贵司的英文缩写、连字符、两三位数字；不要重复
  name: fax-notice             # 英文名，小写字母、数字和连字符，说毛病是什么
  title: 用传真送达通知          # 报告里的标题，不超过 24 个字
  title_en: Notice by fax
  severity: warning            # error 必须改，warning 建议改，info 请确认
  side: 双                     # 对谁不利：甲、乙 或 双
  # applies: [tech-support]    # 只用于这些合同类型；不写就用于任何合同

  kind: forbid                 # forbid 不许出现；require 必须写到；quantify 必须有数字
  find: ['传真']                # 找什么：放在单引号里的正则表达式，写几个就找几个
  # unless: ['不得以传真']      # 同一句里有这些字就不报

  message: 这里约定用「{quote}」送达。
  why: 传真常常无人值守，事后也难以证明对方收到了什么。
  advice: 改为：「通知以电子邮件发至首部所列邮箱，发出的当日视为送达。」
  when_not: 对方只有传真可用，并且另外约定了邮寄。
  # law:                       # 依据：只能写核对过的条文，见 docs/own-rules.md
  #   - {statute: 民法典, article: '137', since: '2021-01-01'}
  since: '1'                   # 从规则包的哪一版起有这条

  # 例子就是测试：bad 里要报的字用 ⟦ ⟧ 括起来，必须恰好报在那里；good 里的必须一处也不报。
  examples:
    bad:
      - "第九条 通知\\n甲方的通知以⟦传真⟧方式送达乙方。"
    good:
      - "第九条 通知\\n甲方的通知以电子邮件方式送达乙方。"

# 改随程序安装的规则，只写编号和要改的键（severity、advice、law）；enabled: false 停用它。例如：
# - code: K03
#   severity: info
# - code: R01
#   enabled: false
"""
