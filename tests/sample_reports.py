"""Reports made by hand, for what must not change when a rule does: rendering, escaping, places."""

from __future__ import annotations

from dataclasses import replace

from contractlint.api import review
from contractlint.engine import Check
from contractlint.facts import Fact, Facts
from contractlint.finding import Evidence, Finding, LawRef, Severity, Side
from contractlint.report import (
    Document,
    LevelCell,
    LevelGrid,
    LevelRow,
    ModuleStatus,
    NotRead,
    PartyCard,
    PartyField,
    RecordLink,
    Report,
    Verdict,
    WaivedFinding,
)
from contractlint.rulebook.rule import Rule
from contractlint.score import bill
from contractlint.text import Block, SourceText, Span

HOSTILE = "=cmd|' /C calc'!A0 <img src=x onerror=alert(1)> ]]> `x` ``y`` \"q\" 'q' a|b %0A::error:: [链](javascript:1) *x* \\ &amp; \x07\x00\u202e@all"
"""What nobody would write into an agreement with good intent, on one line."""
NAME = f"广州青禾{HOSTILE}\n::warning file=x::注入\r\n- 项"

_LINES = (
    "技术支持服务协议",
    f"甲方：{HOSTILE}",
    "乙方：深圳云岭软件有限公司",
    "第一条 服务内容",
    "乙方应及时响应甲方的故障报告。",
    "乙方应尽快修复𠮷祥系统的缺陷。",
    "第二条 费用",
    "服务费为每年 12 万元。",
)
TEXT = "\n".join(_LINES)


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _source(text: str) -> SourceText:
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(Span(start, start + len(line))))
        start += len(line) + 1
    return SourceText(text, tuple(blocks), path="合同/草稿 (一).docx", format="docx", sha256="ab" * 32)


def _rule(code: str, name: str, severity: Severity, side: Side, law: tuple[LawRef, ...] = ()) -> Rule:
    return Rule(
        code=code,
        name=name,
        title=f"{code} 的标题",
        title_en=name.replace("-", " "),
        severity=severity,
        side=side,
        applies=(),
        not_for=(),
        absence=False,
        kind="forbid",
        options={},
        needs=(),
        yields_to=(),
        message="写了「{quote}」。",
        why="这样写无法衡量 100% 的情况。",
        advice="改为：「【　】小时内」。",
        when_not="双方另有约定。",
        law=law,
        since="0.0.1",
    )


_CODE = (LawRef("民法典", "510", "2021-01-01"), LawRef("民法典", "511", "2021-01-01"))
RULES = (
    _rule("A01", "acceptance-missing", Severity.ERROR, Side.BOTH, _CODE),
    _rule("L26", "vague-time", Severity.WARNING, Side.CLIENT),
    _rule("S02", "party-name", Severity.ERROR, Side.BOTH),
    _rule("X05", "annex-precedence", Severity.INFO, Side.PROVIDER),
    _rule("X06", "annex-empty", Severity.WARNING, Side.BOTH),
)


def _finding(code: str, message: str, spans: tuple[Span, ...], clause: str, heading: str, absent: bool) -> Finding:
    rule = next(one for one in RULES if one.code == code)
    return Finding(
        code=code,
        name=rule.name,
        severity=rule.severity,
        side=rule.side,
        module=rule.module,
        title=rule.title,
        clause=clause,
        heading=heading,
        message=message,
        why=rule.why,
        advice=rule.advice,
        law=rule.law,
        evidence=tuple(Evidence(span.of(TEXT), span) for span in spans),
        absent=absent,
        fingerprint=f"{code.lower()}00112233aabb",
    )


FINDINGS = (
    _finding("A01", "没有写怎样验收。", (_span("技术支持服务协议"),), "", "", True),
    _finding("S02", f"名称是「{HOSTILE}」。", (_span(HOSTILE),), "", "", False),
    _finding("L26", "「及时」没有数字，\n共 2 处。", (_span("及时"), _span("尽快")), "第一条", "服务|内容 `甲`", False),
    _finding("X05", "请确认费用是否含税。", (_span("12 万元。"),), "第二条", "费用", False),
)


def risky() -> Report:
    """An error that is an absence, one about a hostile name, a warning at two places, a confirmation, one waived."""
    score, findings = bill(FINDINGS)
    return Report(
        document=Document(
            path="合同/草稿 (一).docx",
            sha256="ab" * 32,
            title="技术支持服务协议",
            type="tech-support",
            type_title="技术支持与运维",
            characters=80,
            revisions=0,
            comments=0,
            judged="accepted",
            not_read=(NotRead("image", 0, "文档里有 1 幅图片；图片里的文字没有审查。"),),
        ),
        parties=(
            PartyCard("甲", "甲方", NAME, _span(HOSTILE), (PartyField("phone", HOSTILE, False, _span(HOSTILE)),)),
            PartyCard("乙", "乙方", "深圳云岭软件有限公司", _span("深圳云岭软件有限公司"), ()),
        ),
        modules=(
            ModuleStatus("S", "协议主体", "there", ()),
            ModuleStatus("A", "验收", "missing", ()),
            ModuleStatus("L", "服务水平", "partly", ("第一条 服务|内容 `甲`",)),
            ModuleStatus("X", "附件", "there", ("第二条 费用",)),
        ),
        checks=(
            Check("A01", "violated"),
            Check("L26", "violated"),
            Check("S02", "violated"),
            Check("X05", "violated"),
            Check("X06", "not_assessed", "附件不在文件里。"),
        ),
        score=score,
        verdict=Verdict("revise", "修改后再签：有 2 处必须改，1 处建议改。"),
        findings=findings,
        source=_source(TEXT),
        rules_version="0123456789ab",
        hidden=1,
        service_levels=LevelGrid(
            ("response", "restore"),
            (
                LevelRow(
                    "一级|故障",
                    _span("故障"),
                    (
                        LevelCell("response", ("及时",), (_span("及时"),), open=True, hole=False),
                        LevelCell("restore", (), (), open=True, hole=True),
                    ),
                ),
            ),
        ),
        records=(RecordLink("record", True, "故障报告", _span("故障报告")), RecordLink("signing", False)),
        rules=RULES,
        waived=(WaivedFinding(FINDINGS[2], f"已与 {HOSTILE} 约定", "王|经理", "2027-06-30"),),
        known=2,
        below=3,
        facts=Facts(Fact("12 万元", _span("12 万元"))),
        notices=("豁免「L26」已于 2026-01-31 到期。",),
    )


def clean() -> Report:
    """Nothing found."""
    score, _ = bill(())
    checks = tuple(Check(rule.code, "satisfied") for rule in RULES)
    return replace(
        risky(),
        checks=checks,
        score=score,
        verdict=Verdict("pass", "按现有规则没有发现需要改的地方。"),
        findings=(),
        hidden=0,
        waived=(),
        known=0,
        below=0,
        notices=(),
    )


def tracked() -> Report:
    """A draft with revisions and comments, judged as rejected, with one warning."""
    whole = risky()
    score, findings = bill(FINDINGS[2:3])
    document = replace(whole.document, revisions=7, comments=2, judged="rejected")
    return replace(
        clean(),
        document=document,
        findings=findings,
        score=score,
        verdict=Verdict("pass", "没有发现必须改的地方；有 1 处建议改。"),
        checks=tuple(Check(rule.code, "violated" if rule.code == "L26" else "satisfied") for rule in RULES),
    )


def not_assessable() -> Report:
    """A scan: nothing to judge."""
    reason = "文件里只有图片（可能是扫描件），读不到文字，未能判定。"
    return replace(
        clean(),
        source=_source(""),
        document=replace(risky().document, title="", type="general", type_title="通用合同", characters=0),
        parties=(),
        modules=tuple(replace(one, status="not_assessed", clauses=()) for one in risky().modules),
        checks=tuple(Check(rule.code, "not_assessed", reason) for rule in RULES),
        score=None,
        verdict=Verdict("not_assessable", reason),
        service_levels=None,
        records=(),
        facts=Facts(),
    )


def hostile_draft() -> Report:
    """A draft as somebody with bad intent would hand it in, read and judged as any other."""
    text = f"""技术支持服务协议
甲方：{HOSTILE}有限公司
统一社会信用代码：91440106MA7RUK15XY
乙方：=HYPERLINK("http://x","y")]]>**青禾**数据
第一条 <script>alert(1)</script>|服务`内容`
1.1 乙方应及时响应%0A::error file=x::甲方的故障报告，并尽快修复\u2028::warning::缺陷。
-1+1 @SUM(1,1) 乙方应尽最大努力维护 $$x$$ 系统。
第二条 ::error::费用 & <b>付款</b>
2.1 服务费总额为人民币128,000.00元（大写：壹拾贰万捌佰元整）。验收合格后甲方应尽快支付。
第三条 ## 争议解决
3.1 向甲方所在地人民法院起诉，或者提交 [仲裁](javascript:alert(1)) 委员会仲裁。
甲方（盖章）：{HOSTILE}有限责任公司
乙方（盖章）：
"""
    # A text with control characters is refused before anything can show it.
    return review(text.translate({0: None, 7: None}))


SAMPLES = {"risky": risky, "clean": clean, "tracked": tracked, "not-assessable": not_assessable}
