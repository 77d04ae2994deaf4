"""With what an envelope may be sealed, and whether a file is the one that was made."""

from typing import Final

from zhibu.kernel.decisions import Decision, Objection

SHORTEST: Final = 12
SIGNS: Final = 5
"""Different ones that a password has at least: whoever finds the file tries passwords for as long as he likes."""


def may_seal(*, password: str, again: str, organisations: int) -> Decision:
    """All that stands against it."""
    short = Objection("short", f"口令不到 {SHORTEST} 位。", remedy="请用一句容易记的话。", field="password")
    differs = Objection("differs", "两次输入的口令不一样。", remedy="请再输一遍。", field="again")
    nobody = Objection("nobody", "还没有目标责任书，没有可以封存的。", remedy="请先拟定目标责任书。")
    plain = Objection("plain", "口令全是数字，或者翻来覆去几个字。", remedy="请用一句容易记的话。", field="password")
    return Decision.of(
        plain if len(password) >= SHORTEST and (password.isdecimal() or len(set(password)) < SIGNS) else None,
        short if len(password) < SHORTEST else None,
        differs if password != again else None,
        None if organisations else nobody,
    )
