"""加分申请: a matter is asked for once, and taken back before it is decided."""

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from zhibu.kernel.decisions import Decision, Objection


class Claim(NamedTuple):
    """What for, by what, and what was given; None while it waits."""

    title: str
    evidence: str
    given: Decimal | None = None


def said(text: str) -> str:
    """What two people would call the same words: neither spaces, nor signs, nor the width of letters tell them apart."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())


def not_twice(claim: Claim, known: Sequence[Claim]) -> Decision:
    """The same matter once; where nothing was given for it, once more with other evidence."""
    same = next((one for one in known if said(one.title) == said(claim.title) and not _anew(claim, one)), None)
    if same is None or not said(claim.title):
        return Decision()
    how = "还在等核定" if same.given is None else "已经核定"
    remedy = "要改的，先撤回再申请。" if same.given is None else "不是同一件事的，把事项写得区别开；没有给分的，另附依据再申请。"
    return Decision.of(Objection("twice", f"“{same.title}”已经申请过，{how}。", remedy=remedy, field="title"))


def _anew(claim: Claim, before: Claim) -> bool:
    return before.given == 0 and said(claim.evidence) != said(before.evidence)


def may_withdraw(*, decided: bool) -> Decision:
    """While it waits."""
    return Decision.of(Objection("decided", "这项申请已经核定，不能撤回。", remedy="有误的，请上级党组织处理。") if decided else None)
