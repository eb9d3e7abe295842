"""Decisions that last: findings somebody has waived, and findings a baseline has already."""

from __future__ import annotations

from contractlint.decisions.baseline import Baseline
from contractlint.decisions.decide import Decided, Subject, WaivedFinding, decide
from contractlint.decisions.places import Place, all_places
from contractlint.decisions.waiver import Waiver

__all__ = ["Baseline", "Decided", "Place", "Subject", "WaivedFinding", "Waiver", "all_places", "decide"]
