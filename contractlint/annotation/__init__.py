"""Findings as comments and tracked changes in the reviewed Word file itself; everything else in it stays as it is."""

from __future__ import annotations

from pathlib import Path

from contractlint import api
from contractlint.dataclass import dataclass
from contractlint.errors import UnreadableFile, UsageError
from contractlint.finding import Finding, Severity
from contractlint.report import Report
from contractlint.settings import Settings

_DEFAULT = Settings()


@dataclass(frozen=True, slots=True)
class Annotated:
    """The file with its comments, the report behind them, the findings they show, and how many there are."""

    data: bytes
    """The bytes of the Word file."""
    report: Report
    """What a review says of the draft."""
    findings: tuple[Finding, ...] = ()
    """Those that the comments show, in order of place."""
    comments: int = 0
    """How many comments were added."""
    suggestions: int = 0
    """Places changed by tracked changes."""
    notices: tuple[str, ...] = ()
    """Sentences about the file that its reader should know."""


def annotate(
    draft: Path | bytes,
    settings: Settings = _DEFAULT,
    *,
    suggest: bool = False,
    least: Severity = Severity.INFO,
    date: str = "",
) -> Annotated:
    """Review a Word file, a path or its bytes, and write the findings into a copy of it.

    ``suggest`` adds tracked changes; ``least`` leaves out findings below that severity; ``date`` (``YYYY-MM-DD``) is
    written beside comments and changes, which have none otherwise. A file that cannot be judged gets one comment with
    the reason; one without findings comes back as it is. Raises UsageError for a file that is no Word file, and what
    :func:`contractlint.api.review` raises.
    """
    stamp = _stamp(date)
    report = api.review(draft, settings)
    if report.source.format != "docx":
        raise UsageError("只有 Word 文档（.docx）才能加批注；这个文件请用 contractlint review 查看报告。")
    data = draft if isinstance(draft, bytes) else _same_bytes(draft, report)
    from contractlint.annotation.writing import write

    return write(data, report, settings, suggest=suggest, least=least, stamp=stamp)


def _same_bytes(path: Path, report: Report) -> bytes:
    from hashlib import sha256

    data = path.read_bytes()
    if sha256(data).hexdigest() != report.document.sha256:
        raise UnreadableFile(f"{path}：文件在审查期间有改动，请重新运行。")
    return data


def _stamp(date: str) -> str:
    from datetime import date as day

    if not date:
        return ""
    try:
        return f"{day.fromisoformat(date).isoformat()}T00:00:00Z"
    except ValueError:
        raise UsageError(f"日期应写成 2026-01-31 的形式，不能是「{date}」。") from None
