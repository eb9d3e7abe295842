"""All checkers by the name that rules call them, one literal table."""

from __future__ import annotations

from contractlint.checkers import annexes, disputes, force_majeure, liability
from contractlint.kinds import Kind

CHECKERS: dict[str, Kind] = {
    **annexes.CHECKS,
    **disputes.CHECKS,
    **force_majeure.CHECKS,
    **liability.CHECKS,
}
