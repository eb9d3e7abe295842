"""The command line: parse flags, call the api, print, exit."""

from __future__ import annotations

from contractlint.cli.commands import main

__all__ = ["main"]
