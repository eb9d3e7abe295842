"""The few ways the product refuses, each with its exit code and one clear Chinese sentence."""

from __future__ import annotations


class ContractlintError(Exception):
    """Root of all refusals; ``str(error)`` is the sentence a user reads."""

    exit_code = 2


class UsageError(ContractlintError):
    """Wrong option, setting or combination of them."""


class RuleFault(ContractlintError):
    """A rule file that cannot be used; the sentence begins with ``file:line:column:``."""


class UnreadableFile(ContractlintError):
    """The file cannot be read: missing, damaged, encrypted, hostile or of a format not supported."""

    exit_code = 3
