"""When a proposal to another branch may become a draft transfer, be declined, or be asked again. Neither moves anybody."""

from dataclasses import replace

from zhibu.kernel.decisions import Decision, Objection

NO_TARGET = Objection("no_target", "还没有选定转入的党支部。", remedy="点姓名，按居住地选定；或在“转入党支部”里填写。", field="target")


def about(name: str, decision: Decision) -> Decision:
    """The same objections, each with the name of whom it concerns: several people are decided on at once."""
    return Decision(tuple(replace(one, message=f"{name}：{one.message}") for one in decision.objections), decision.read)


def may_accept_move(*, has_target: bool, drafted_to: str, settled: bool, twice: bool, may_move: Decision) -> Decision:
    """A draft names another branch that exists; nobody has two. ``may_move`` is what stands against the branch itself."""
    drafted = f"已有转接草稿，拟转到{drafted_to}。"
    return Decision.all(
        Decision.of(
            Objection("settled", "这条建议已经处理过了。", remedy="请刷新页面查看。") if settled else None,
            Objection("drafted", drafted, remedy="要改转到别处的，请先取消那份草稿。") if drafted_to else None,
            Objection("twice", "选了两条建议。", remedy="一人只有一份转接草稿，请只留一条。") if twice else None,
            NO_TARGET if not has_target else None,
        ),
        may_move if has_target and not drafted_to else Decision(),
    )


def may_decline_move(*, settled: bool, drafted: bool) -> Decision:
    """What nobody has settled yet."""
    return Decision.of(
        Objection("settled", "这条建议已经处理过了。", remedy="请刷新页面查看。") if settled else None,
        Objection("drafted", "已有转接草稿。", remedy="请在“转接草稿”里取消。") if drafted else None,
    )


def reason_given(reason: str) -> Decision:
    """Who declines says why, so that it can be read later and by others."""
    missing = Objection("reason_missing", "没有写不采纳的理由。", remedy="请写一句理由，以后可以查到。", field="reason")
    return Decision.of(missing if not reason.strip() else None)


def may_reconsider_move(*, declined: bool, moved_on: Decision) -> Decision:
    """Only what was declined; ``moved_on`` is what stands by now against the branch that was proposed."""
    settled = Objection("settled", "这条建议没有被否定，无须重新提出。", remedy="请刷新页面查看。")
    return Decision.all(Decision.of(settled if not declined else None), moved_on if declined else Decision())
