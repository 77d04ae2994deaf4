"""How a file is called, and how many and how large it may be. Pure."""

import re
import unicodedata
from typing import Final

from zhibu.files.terms import LONGEST_NAME, MEBIBYTE, MOST, Limits, Medium
from zhibu.kernel.decisions import Decision, Objection

FIELD: Final = "attachments"
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Control and format characters, among them those that turn the direction of what follows: ``gpj.exe`` must not read as ``exe.jpg``."""
NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*]')
ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def clean_name(name: str, medium: Medium | None = None) -> str:
    """The name as it is shown and handed out: no path, nothing unseen, and the ending that belongs to the content."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(one for one in last if unicodedata.category(one) not in UNSEEN)
    plain = " ".join(NOT_IN_NAMES.sub("_", seen).split()).strip(". ")
    suffix = medium.suffix if medium else ""
    stem = ENDING.sub("", plain) if suffix else plain
    return f"{stem[: LONGEST_NAME - len(suffix)].strip('. ') or '附件'}{suffix}"


def may_take(name: str, size: int, limits: Limits) -> Decision:
    """Not empty, not too large; said before anything is read."""
    most = limits.file_bytes // MEBIBYTE
    too_large = f"“{clean_name(name)}”有 {size / MEBIBYTE:.1f} MB，超过 {most} MB 的上限。"
    return Decision.of(
        Objection("empty", f"“{clean_name(name)}”是空的，没有内容。", remedy="请检查是否选错了文件。", field=FIELD) if size == 0 else None,
        Objection("too_large", too_large, remedy="请压缩图片或分成几个文件后再传。", field=FIELD) if size > limits.file_bytes else None,
    )


def may_attach(*, held: int) -> Decision:
    """Not more than a subject holds."""
    if held < MOST:
        return Decision()
    return Decision.of(
        Objection("too_many", f"已有 {held} 个附件，最多 {MOST} 个。", remedy="请先移除不需要的，或合并成一个 PDF。", field=FIELD)
    )


def may_remove(*, removed: bool, reason: str) -> Decision:
    """Once, and for a reason."""
    return Decision.of(
        Objection("removed", "这个附件已经移除。", remedy="请返回查看。") if removed else None,
        None if reason.strip() else Objection("reason_missing", "没有填写原因。", remedy="请写一句为什么移除。", field="reason"),
    )
