"""The clean fixtures as text, and the codes a text gets; each worked out once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from contractlint import api

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
CLEAN = ("clean-typed", "clean-automatic", "clean-han")


@lru_cache(maxsize=8)
def text_of(fixture: str) -> str:
    """What ``contractlint read`` prints for a fixture."""
    return api.understand(FIXTURES / f"{fixture}.docx").text


@lru_cache(maxsize=512)
def codes_of(draft: bytes) -> frozenset[str]:
    """The codes found in a plain text draft."""
    return frozenset(finding.code for finding in api.review(draft).findings)


def codes_of_text(text: str) -> frozenset[str]:
    """The same for a string."""
    return codes_of(text.encode("utf-8"))
