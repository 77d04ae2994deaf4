"""Which steps are declared void or sent back on the pages of cases: pages, other systems and the service ask the same question.

A step with a page of its own did more than its line of the log says: it counted, wrote posts, graded, published. Its line alone is not
undone, unless its package says that all it did is read through the log (``registry.lines_alone``).
"""

from typing import Final

from zhibu.cases.registry import is_line_alone
from zhibu.cases.rules.acts import stands
from zhibu.cases.rules.procedures import Step
from zhibu.cases.rules.state import State
from zhibu.kernel.decisions import Decision, Objection

REMEDY: Final = "有误的，请在登记它的页面上更正；还没有生效的，可以取消事项重新立项。"


def kept_elsewhere(state: State, key: str) -> Step | None:
    """The step, or the one that was done and rests on it, which only its own page could undo."""
    table = state.procedure
    concerned = [table.by_key[key], *(done.step for one, done in state.done.items() if one in table.resting[key])]
    return next((one for one in concerned if not is_line_alone(table.key, one.key)), None)


def may_undo(state: State, key: str) -> Decision:
    """Of what has taken effect for good the rule of the step itself tells."""
    found = kept_elsewhere(state, key) if stands(state, key) is None else None
    if found is None:
        return Decision()
    return Decision.of(Objection("on_its_page", f"“{found.name}”在它自己的页面上办理，不能只作废这一笔。", found.article, REMEDY, "step"))
