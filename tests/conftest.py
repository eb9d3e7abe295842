from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from contractlint.rulebook.book import Rulebook, load_rulebook

settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci")


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return load_rulebook(examples=True)


def skip_or_fail(reason: str) -> None:
    """Skip for want of a tool, unless this machine promised to have everything."""
    if os.environ.get("CONTRACTLINT_NO_SKIP"):
        pytest.fail(f"not to be skipped here: {reason}")
    pytest.skip(reason)
