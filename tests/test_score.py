from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contractlint.finding import Finding, Severity, Side
from contractlint.score import bill


def finding(code: str, severity: Severity) -> Finding:
    return Finding(code, code.lower(), severity, Side.BOTH, code[0], code, "", "", "", "", "", (), (), False, "")


FINDINGS = st.lists(st.builds(finding, st.sampled_from(["A01", "B02", "C03"]), st.sampled_from(list(Severity))))


@given(FINDINGS, st.builds(finding, st.sampled_from(["A01", "D04"]), st.sampled_from(list(Severity))), st.data())
def test_one_more_finding_never_raises_the_score(some: list[Finding], one: Finding, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(some)))
    more = [*some[:place], one, *some[place:]]
    assert bill(more)[0].points <= bill(some)[0].points


@given(FINDINGS, st.randoms(use_true_random=False))
def test_the_order_of_findings_plays_no_part(some: list[Finding], random: object) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert bill(shuffled)[0].points == bill(some)[0].points


@given(FINDINGS)
def test_the_lines_and_the_deductions_add_up(some: list[Finding]) -> None:
    score, priced = bill(some)
    total = sum(line.points for line in score.lines)
    assert total == sum(one.deduction for one in priced)
    assert score.points == max(0, 100 - total)
    assert all(line.points > 0 for line in score.lines)


def test_a_rule_costs_at_most_twice_its_price() -> None:
    score, priced = bill([finding("L26", Severity.ERROR)] * 9)
    assert score.points == 90
    assert [one.deduction for one in priced] == [5, 5] + [0] * 7


def test_info_is_free_and_nothing_found_is_full_marks() -> None:
    assert bill([finding("T01", Severity.INFO)])[0].points == 100
    assert bill([])[0].grade == "A"


def test_points_never_fall_below_zero() -> None:
    score, _ = bill([finding(f"A{n:02}", Severity.ERROR) for n in range(30)])
    assert (score.points, score.grade) == (0, "E")
