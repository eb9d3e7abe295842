"""The engine: every rule gets an answer, one defect is one finding, a broken rule does not take the review down."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from time import thread_time
from types import FrameType

import pytest

from contractlint import engine
from contractlint.api import review, understand
from contractlint.checkers import CHECKERS
from contractlint.finding import Hit, NotAssessed, Severity, Side
from contractlint.model import Agreement, Assessability
from contractlint.readers.limits import Limits
from contractlint.rulebook.rule import Options, Rule
from contractlint.settings import Settings

DRAFT = """技术支持服务协议
甲方：青禾数据有限公司
乙方：云岭软件有限公司
第一条 服务内容
乙方应及时提供服务，并及时提交报告。
第二条 费用
甲方应及时付款。
"""


def rule(code: str, **changes: object) -> Rule:
    base = Rule(
        code=code,
        name=code.lower(),
        title="试验",
        title_en="Trial",
        severity=Severity.ERROR,
        side=Side.BOTH,
        applies=(),
        not_for=(),
        absence=False,
        kind="forbid",
        options={"find": ("及时",)},
        needs=(),
        yields_to=(),
        message="{clause}写了「{quote}」。",
        why="",
        advice="",
        when_not="",
        law=(),
        since="0.1.0",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def draft() -> Agreement:
    return replace(understand(DRAFT), assessability=Assessability())


def status(outcome: engine.Outcome) -> dict[str, str]:
    return {check.code: check.status for check in outcome.checks}


def test_hits_in_one_clause_are_one_finding_with_several_places(draft: Agreement) -> None:
    outcome = engine.run(draft, [rule("T91")])
    assert [(one.clause, len(one.evidence)) for one in outcome.findings] == [("第一条", 2), ("第二条", 1)]
    assert outcome.findings[0].message == "第一条写了「及时」。"
    assert all(one.text == "及时" for finding in outcome.findings for one in finding.evidence)


def test_equal_findings_have_different_fingerprints(draft: Agreement) -> None:
    prints = [one.fingerprint for one in engine.run(draft, [rule("T91")]).findings]
    assert len(set(prints)) == len(prints)


def test_fingerprints_survive_renumbering_and_edits_elsewhere(draft: Agreement) -> None:
    moved = DRAFT.replace("第二条", "第三条").replace("第一条", "第二条").replace("费用", "价款")
    other = replace(understand(moved), assessability=Assessability())
    first, second = engine.run(draft, [rule("T91")]), engine.run(other, [rule("T91")])
    assert [one.fingerprint for one in first.findings] == [one.fingerprint for one in second.findings]


def test_a_rule_yields_where_another_speaks_of_the_same_place(draft: Agreement) -> None:
    narrow = rule("T92", options={"find": ("及时付款",)})
    outcome = engine.run(draft, [rule("T91", yields_to=("T92",)), narrow])
    assert [(one.code, one.clause) for one in outcome.findings] == [("T91", "第一条"), ("T92", "第二条")]


def test_a_rule_for_another_type_is_not_applicable(draft: Agreement) -> None:
    assert status(engine.run(draft, [rule("T91", applies=("lease",))])) == {"T91": engine.NOT_APPLICABLE}


def test_a_rule_leaves_types_alone_that_other_law_governs(draft: Agreement) -> None:
    assert draft.type.code == "tech-support"
    assert status(engine.run(draft, [rule("T91", not_for=("tech-support",))])) == {"T91": engine.NOT_APPLICABLE}


def test_a_module_missing_whole_is_reported_once(draft: Agreement) -> None:
    assert "K" not in draft.modules
    assert status(engine.run(draft, [rule("T91", needs=("K",))])) == {"T91": engine.NOT_APPLICABLE}


def test_nothing_is_claimed_about_a_text_that_cannot_be_assessed(draft: Agreement) -> None:
    outcome = engine.run(replace(draft, assessability=Assessability("foreign", "外文。")), [rule("T91")])
    assert outcome.findings == ()
    assert [(check.status, check.reason) for check in outcome.checks] == [(engine.NOT_ASSESSED, "外文。")]


def test_a_crash_costs_only_the_rule_that_crashed(draft: Agreement, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(agreement: Agreement, options: Options) -> Iterator[Hit]:
        yield Hit((agreement.anchor,))
        raise ZeroDivisionError

    monkeypatch.setitem(CHECKERS, "crash", crash)
    broken = rule("T90", kind="checker", options={"checker": "crash"})
    outcome = engine.run(draft, [broken, rule("T91")])
    assert status(outcome) == {"T90": engine.NOT_ASSESSED, "T91": engine.VIOLATED}
    assert {one.code for one in outcome.findings} == {"T91"}


@pytest.mark.parametrize("answers", [0, 1, 3])
def test_a_rule_that_runs_out_of_time_is_not_assessed(
    draft: Agreement, monkeypatch: pytest.MonkeyPatch, answers: int
) -> None:
    went_on: list[int] = []

    def slow(agreement: Agreement, options: Options) -> Iterator[Hit]:
        for index in range(answers):
            went_on.append(index)
            spin(0.06)
            yield Hit((agreement.anchor,))
        spin(0.06)

    monkeypatch.setitem(CHECKERS, "slow", slow)
    outcome = engine.run(draft, [rule("T90", kind="checker", options={"checker": "slow"}), rule("T91")], 0.05)
    assert status(outcome) == {"T90": engine.NOT_ASSESSED, "T91": engine.VIOLATED}
    assert outcome.checks[0].reason == "规则运行超过 0.05 秒，未能判定。"
    assert {one.code for one in outcome.findings} == {"T91"}
    assert went_on == list(range(min(answers, 1)))


def endless_loop() -> None:
    spin(20)


def endless_search() -> None:
    re.search("(?:a|a)*b", "a" * 32)


def endless_loop_that_forgives() -> None:
    """A checker that takes every fault for its own."""
    for _ in range(200):
        with suppress(Exception):
            spin(0.1)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="系统没有可用的计时器，规则只在两处命中之间检查时间")
@pytest.mark.parametrize("work", [endless_loop, endless_search, endless_loop_that_forgives])
def test_a_rule_that_never_comes_back_is_stopped(
    draft: Agreement, monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]
) -> None:
    def stuck(agreement: Agreement, options: Options) -> Iterator[Hit]:
        work()
        yield Hit((agreement.anchor,))

    monkeypatch.setitem(CHECKERS, "stuck", stuck)
    begun = thread_time()
    outcome = engine.run(draft, [rule("T90", kind="checker", options={"checker": "stuck"}), rule("T91")], 0.1)
    assert thread_time() - begun < 5
    assert status(outcome) == {"T90": engine.NOT_ASSESSED, "T91": engine.VIOLATED}
    assert outcome.checks[0].reason == "规则运行超过 0.1 秒，未能判定。"
    assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_the_timer_of_a_host_program_is_left_alone(draft: Agreement) -> None:
    ticks: list[int] = []

    def own(number: int, frame: FrameType | None) -> None:
        ticks.append(number)

    before = signal.signal(signal.SIGVTALRM, own)
    try:
        engine.run(draft, [rule("T91")], 0.1)
        assert signal.getsignal(signal.SIGVTALRM) is own
    finally:
        signal.signal(signal.SIGVTALRM, before)


def test_a_review_in_another_thread_keeps_its_budget(draft: Agreement, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(agreement: Agreement, options: Options) -> Iterator[Hit]:
        for _ in range(40):
            spin(0.05)
            yield Hit((agreement.anchor,))

    monkeypatch.setitem(CHECKERS, "slow", slow)
    with ThreadPoolExecutor(1) as pool:
        rules = [rule("T90", kind="checker", options={"checker": "slow"})]
        outcome = pool.submit(engine.run, draft, rules, 0.1).result()
    assert status(outcome) == {"T90": engine.NOT_ASSESSED}


def test_the_budget_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []
    real = engine.run
    monkeypatch.setattr("contractlint.api.run", lambda *rest: given.append(rest[-1]) or real(*rest))
    review(DRAFT)
    review(DRAFT, Settings(limits=Limits(rule_seconds=3)))
    assert given == [10, 3]


def spin(seconds: float) -> None:
    """Use this much processor time."""
    end = thread_time() + seconds
    while thread_time() < end:
        pass


def test_a_checker_may_say_that_it_cannot_tell(draft: Agreement, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsure(agreement: Agreement, options: Options) -> Iterator[NotAssessed]:
        yield NotAssessed("看不出来。")

    monkeypatch.setitem(CHECKERS, "unsure", unsure)
    outcome = engine.run(draft, [rule("T90", kind="checker", options={"checker": "unsure"})])
    assert [(check.status, check.reason) for check in outcome.checks] == [(engine.NOT_ASSESSED, "看不出来。")]


def test_the_same_input_gives_the_same_outcome(draft: Agreement) -> None:
    rules = [rule("T91"), rule("T92", options={"find": ("服务", "报告")})]
    assert engine.run(draft, rules) == engine.run(draft, list(reversed(rules)))
