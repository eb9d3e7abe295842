"""The command line: parse flags, call the api, print, exit."""

from __future__ import annotations

import gc

_MADE = 100_000
"""After how many new things Python looks for garbage that holds itself; a review hardly makes any."""


def main() -> None:
    """Entry point of the ``contractlint`` command.

    Looking for garbage every 700 things, and once more through everything at the end, took a tenth of a review.
    """
    gc.set_threshold(_MADE)
    try:
        # Here and not above: Ctrl-C may come while this is being imported.
        from contractlint.cli.commands import main as run

        run()
    except KeyboardInterrupt as error:
        from contractlint.cli import stopping

        stopping.leave(*stopping.interrupted(error))
    finally:
        gc.freeze()


__all__ = ["main"]
