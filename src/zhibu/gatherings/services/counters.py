"""Two counters are two people, under however many accounts."""

from collections.abc import Sequence
from typing import Final

from zhibu.access.queries.owners import accounts_beside
from zhibu.kernel.decisions import Decision, Objection
from zhibu.trail.actors import Actor

SAME: Final = Objection("same_person", "您已经用另一个账号录入过一次。", remedy="两次计票由两个人分别进行，各用各的账号录入。")


def apart(by: Actor, accounts: Sequence[int | None]) -> Decision:
    """``accounts`` under which others have entered: none of them is another account of the same person. Two queries where there are any."""
    known = {one for one in accounts if one is not None}
    own = accounts_beside(by.account_id) if known and by.account_id is not None else set()
    return Decision.of(SAME if known & own else None)
