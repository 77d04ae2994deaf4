"""Yes and no as sheets write them (是否流动党员, 是否农民工, 是否联合党支部 …)."""

from typing import Final

from zhibu.register.terms.term import spelled

YES: Final = frozenset({"是", "有", "对", "y", "yes", "true", "1", "√", "✓", "✔", "☑"})
NO: Final = frozenset({"否", "不是", "无", "没有", "非", "n", "no", "false", "0", "×", "x", "☐", "-", "—", "/"})


def read_answer(raw: str | float) -> bool | None:
    """True, False, or None for anything that is neither."""
    answer = spelled(raw)
    return True if answer in YES else False if answer in NO else None
