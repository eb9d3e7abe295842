"""House rules: a pack to begin with, and the checks that shipped rules pass as well.

How packs are read and laid over the shipped rules stands in :mod:`contractlint.rulebook.packs`.
"""

from __future__ import annotations

from contractlint.packs.checking import Checked, check
from contractlint.packs.template import PREFIX, new_pack

__all__ = ["PREFIX", "Checked", "check", "new_pack"]
