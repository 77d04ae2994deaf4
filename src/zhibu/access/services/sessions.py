"""Sessions and remembered devices ended on purpose, by their owner or by the keeper of rights; each leaves its trace."""

from zhibu.accounts.models import Account, Session
from zhibu.accounts.queries import handle_of
from zhibu.accounts.services import end_devices_of, end_session, end_sessions_of
from zhibu.kernel.decisions import Decision, Objection
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording


def end_own_session(*, by: Actor, handle: str) -> bool:
    """One browser of one's own is signed out; False where there is none by that handle."""
    open_ones = Session.objects.filter(account_id=by.account_id or 0, ended_at=None).values_list("key", flat=True)
    key = next((one for one in open_ones if handle_of(one) == handle), None)
    if key is None:
        return False
    with recording(by, "account.session_end") as work:
        work.note()
        end_session(key=key, now=by.at)
    return True


def end_other_sessions(*, by: Actor, keep_session: str) -> None:
    """Every browser of one's own but this one is signed out and forgotten as a device."""
    with recording(by, "account.sessions_end") as work:
        work.change(Account, by.account_id or 0, sessions_ended_at=by.at)
        end_sessions_of(account_id=by.account_id or 0, now=by.at, but=keep_session)
        end_devices_of(account_id=by.account_id or 0, now=by.at)


def end_all_sessions(*, by: Actor, account_id: int, reason: str) -> Decision:
    """The keeper of rights ends them, when a phone was lost; not the own ones."""
    if by.account_id == account_id:
        return Decision.of(Objection("own_account", "不能在这里退出自己的登录。", remedy="请用“我的登录”。"))
    with recording(by, "account.sessions_end", reason=reason) as work:
        work.change(Account, account_id, sessions_ended_at=by.at)
        end_sessions_of(account_id=account_id, now=by.at)
        end_devices_of(account_id=account_id, now=by.at)
    return Decision()


def forget_device(*, by: Actor, device_id: int) -> bool:
    """One device is asked again; False where it is none of one's own."""
    with recording(by, "account.device_end") as work:
        ended = end_devices_of(account_id=by.account_id or 0, now=by.at, device_id=device_id)
        if ended:
            work.note()
    return bool(ended)
