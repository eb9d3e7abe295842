"""The few ways the product refuses, each with its exit code and one clear Chinese sentence."""

from __future__ import annotations

import errno


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


_WRITE_TROUBLES = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EROFS: "所在的磁盘是只读的",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EFBIG: "超过了允许的文件大小",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ENOENT: "所在的文件夹不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.EIO: "磁盘出错",
}


def write_trouble(error: OSError) -> str:
    """Why something could not be written, as the end of a sentence."""
    return _WRITE_TROUBLES.get(error.errno or 0, error.strerror or "磁盘出错")
