"""All checkers by the name that rules call them, one literal table."""

from __future__ import annotations

from contractlint.checkers import (
    annexes,
    breach,
    change,
    disputes,
    fairness,
    force_majeure,
    liability,
    penalties,
    placeholders,
    statutes,
    termination,
)
from contractlint.kinds import Kind

CHECKERS: dict[str, Kind] = {
    **annexes.CHECKS,
    **disputes.CHECKS,
    **force_majeure.CHECKS,
    **liability.CHECKS,
    **breach.CHECKS,
    **change.CHECKS,
    **penalties.CHECKS,
    **termination.CHECKS,
    **fairness.CHECKS,
    **placeholders.CHECKS,
    **statutes.CHECKS,
}
