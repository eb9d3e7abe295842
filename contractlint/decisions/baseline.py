"""A baseline: the places that an earlier report has already."""

from __future__ import annotations

import json
from typing import Any

from contractlint.dataclass import dataclass
from contractlint.decisions.places import Place, squeezed
from contractlint.errors import UsageError


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was known: the ``places`` of all findings, and the ``rules_version`` they were found with.

    ``notices`` are sentences about the baseline that the reader of a report should know.
    """

    places: tuple[Place, ...]
    rules_version: str
    judged: frozenset[str]
    """Codes of the rules that were asked; what others find is new without being a change."""
    notices: tuple[str, ...] = ()


def is_report(data: bytes) -> bool:
    """Whether the bytes are those of a JSON report rather than of an agreement."""
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def read_report(data: bytes, name: str) -> Baseline:
    """The baseline in a JSON report of ``contractlint review``; ``name`` is how messages call it."""
    try:
        report = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise UsageError(f"基线 {name}：不是完整的 JSON 文件。") from None
    try:
        if report["verdict"]["code"] == "not_assessable":
            raise UsageError(f"基线 {name}：这份报告没有判定结果，不能作基线。")
        findings = [*report["findings"], *(one["finding"] for one in report.get("waived", ()))]
        places = tuple(place for finding in findings for place in _places(finding))
        version, judged = str(report["rules_version"]), frozenset(str(check["code"]) for check in report["checks"])
        known, unlisted = int(report.get("known", 0)), int(report.get("hidden", 0)) + int(report.get("below", 0))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UsageError(f"基线 {name}：不是 contractlint review --format json 写出的报告。") from None
    left_out = ((known, "本身是对照另一份基线做的"), (unlisted, "是按 --side 或者级别筛选过的"))
    notices = tuple(f"基线 {name} {how}，里面没有列的 {count} 条会作为新问题列出。" for count, how in left_out if count)
    return Baseline(places, version, judged, notices)


def _places(finding: dict[str, Any]) -> list[Place]:
    evidence = finding["evidence"]
    # Reports of schema version 1.0 have no sentences.
    sentences = [*finding.get("sentences", ()), *("" for _ in evidence)]
    return [
        Place(
            code=str(finding["code"]),
            quote=squeezed(str(one["text"])),
            sentence=str(sentences[number]),
            heading=squeezed(str(finding["heading"])),
            clause=str(finding["clause"]),
            fingerprint="" if number else str(finding["fingerprint"]),
            absent=bool(finding["absent"]),
            message=str(finding["message"]),
        )
        for number, one in enumerate(evidence)
    ]
