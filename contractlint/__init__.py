"""contractlint: a contract risk linter for Chinese agreements."""

__version__ = "0.1.0"
