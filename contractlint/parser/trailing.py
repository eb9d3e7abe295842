"""Particulars that follow a party's name in running text: ，住所地湖州市…，法定代表人周听澜."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.model import Field
from contractlint.parser.names import looks_like_person
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Span

_VALUE = r"(?:为|是|位于|系|在|：)? ?"
_END = r"[^，；。、（）：\s]"
_PARTICULARS = {
    "address": compile_regex(
        rf"(?P<label>(?:注册|通讯|联系|办公)?(?:住所地?|地址|住址)){_VALUE}(?P<value>(?![：的])[^，；。（）：\s][^，；。（）：\n]{{3,60}})"
    ),
    "representative": compile_regex(
        rf"(?P<label>法定代表人|法人代表|负责人|执行事务合伙人){_VALUE}(?P<value>{_END}{{2,12}})"
    ),
    "agent": compile_regex(rf"(?P<label>授权代表|委托代理人|代理人){_VALUE}(?P<value>{_END}{{2,12}})"),
    "contact": compile_regex(rf"(?P<label>联系人|项目负责人){_VALUE}(?P<value>{_END}{{2,12}})"),
    "credit_code": compile_regex(rf"(?P<label>统一社会信用代码){_VALUE}(?P<value>[0-9A-Za-z]{{12,22}})"),
    "phone": compile_regex(rf"(?P<label>(?:联系)?电话|手机){_VALUE}(?P<value>\d[\d\-]{{6,20}})"),
    "email": compile_regex(rf"(?P<label>(?:电子)?邮箱){_VALUE}(?P<value>[\w.\-]{{1,40}}@[\w.\-]{{1,40}})"),
}
# A公司（91…）: the code alone, known by its length and its first signs.
_BARE_CODE = compile_regex(r"（(?P<value>9[1-3][0-9A-Z]{16})(?=[），；、])")
_OF_PEOPLE = frozenset(("representative", "agent", "contact"))


def trailing_fields(source: SourceText, behind: Span) -> Iterator[tuple[str, Field]]:
    """The key and field of each particular written without a colon inside ``behind``, the rest of a line."""
    for key, pattern in _PARTICULARS.items():
        for found in source.normalized.finditer(pattern, behind):
            value = found["value"]
            if key in _OF_PEOPLE and not looks_like_person(value):
                continue
            yield key, Field(found.span_of("label"), found.span_of("value"), value, blank=False)
    for found in source.normalized.finditer(_BARE_CODE, behind):
        start = found.span.start
        yield "credit_code", Field(Span(start, start), found.span_of("value"), found["value"], blank=False)
