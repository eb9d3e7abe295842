"""Two drafts of one agreement, clause by clause and above all risk by risk."""

from __future__ import annotations

from contractlint.comparison.comparison import Comparison
from contractlint.comparison.drafts import compare

__all__ = ["Comparison", "compare"]
