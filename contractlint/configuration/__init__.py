"""What is in force for a draft: found beside it, read, checked, merged with the flags."""

from __future__ import annotations

from contractlint.configuration.resolve import Configuration, configure, new_waiver_file, settings_of, waiver_file
from contractlint.configuration.search import find_configuration

__all__ = ["Configuration", "configure", "find_configuration", "new_waiver_file", "settings_of", "waiver_file"]
