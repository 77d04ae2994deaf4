"""The second factor set, printed, switched off, taken away; whoever changes one that is there gives the password again."""

from dataclasses import replace
from typing import Final

from zhibu.accounts.models import Account, SecondFactor, SheetCode
from zhibu.accounts.services import bump_revision, clear_failures, end_devices_of, end_sessions_of, verify_password
from zhibu.accounts.services.factors import WRONG_CODE, phone_context, seal_secret, verify_phone, write_sheet
from zhibu.accounts.terms import SHEET_CODES
from zhibu.kernel.decisions import Decision, Objection
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

STALE: Final = Objection("stale", "这一页打开太久了，二维码已换新。", "", "请用手机重新扫下面的二维码，再输入验证码。", "code")
REQUIRED: Final = Objection("required", "这个账号须有二次验证，不能停用。", "", "要换手机或换码单，请重新设置。")


def confirm_password(*, by: Actor, password: str) -> Decision:
    """Whether it is the own password; guesses count towards the lock."""
    username = Account.objects.filter(pk=by.account_id or 0).values_list("username", flat=True).get()
    account, decision = verify_password(username=username, password=password, now=by.at)
    if account is not None:
        clear_failures(account)
        return decision
    return Decision(
        tuple(
            replace(one, message="密码不正确。", field="password") if one.code == "wrong" else replace(one, field="password")
            for one in decision.objections
        )
    )


def set_phone(*, by: Actor, secret: bytes | None, code: str, keep_session: str) -> Decision:
    """A phone that shows the right code now shows it from now on; another one from before no longer counts. Other sessions end."""
    if secret is None:
        return Decision.of(STALE)
    step = verify_phone(secret, code, by.at)
    if step is None:
        return Decision.of(
            replace(WRONG_CODE, message="验证码不正确，还没有设置。", remedy="请输入手机上正在显示的 6 位数字；手机时间要准。")
        )
    account_id = by.account_id or 0
    with recording(by, "account.factor_phone") as work:
        _write(work, account_id, secret_sealed=seal_secret(secret, phone_context(account_id)), phone_since=by.at, last_counter=step)
        _set_anew(account_id, by, keep_session)
    return Decision()


def print_sheet(*, by: Actor, keep_session: str) -> list[str]:
    """New codes, readable in the answer alone; those of an older sheet are void. Other sessions end."""
    account_id = by.account_id or 0
    with recording(by, "account.factor_sheet") as work:
        _write(work, account_id, sheet_since=by.at, codes_left=SHEET_CODES)
        codes = write_sheet(account_id)
        _set_anew(account_id, by, keep_session)
    return codes


def switch_off(*, by: Actor, is_required: bool) -> Decision:
    """By oneself, where it is not required."""
    if is_required:
        return Decision.of(REQUIRED)
    with recording(by, "account.factor_off") as work:
        remove_factor(work, account_id=by.account_id or 0)
        end_devices_of(account_id=by.account_id or 0, now=by.at)
        bump_revision()
    return Decision()


def take_away(*, by: Actor, account: Account, reason: str) -> Decision:
    """At the command line of the server, for the day when the keepers themselves are shut out."""
    if not SecondFactor.objects.filter(account=account).exists():
        return Decision.of(Objection("no_factor", f"账号“{account.username}”没有设置二次验证。", remedy="不用撤销，本人可以直接登录。"))
    with recording(by, "account.factor_reset", reason=reason) as work:
        taken_away(work, account_id=account.pk)
    return Decision()


def taken_away(work: Work, *, account_id: int) -> None:
    """No factor, no device, no session; the next log-in leads to setting one up, without days of grace."""
    remove_factor(work, account_id=account_id)
    work.change(Account, account_id, second_factor_due=work.actor.day, failures=0, locked_until=None)
    end_devices_of(account_id=account_id, now=work.actor.at)
    end_sessions_of(account_id=account_id, now=work.actor.at)


def remove_factor(work: Work, *, account_id: int) -> None:
    """The row and the codes of the sheet."""
    work.remove(SecondFactor, list(SecondFactor.objects.filter(account_id=account_id).values_list("pk", flat=True)))
    SheetCode.objects.filter(account_id=account_id).delete()


def _write(work: Work, account_id: int, **columns: object) -> None:
    known = SecondFactor.objects.filter(account_id=account_id).values_list("pk", "version").first()
    if known is None:
        work.add(SecondFactor, **{"account_id": account_id, "last_counter": 0, "codes_left": 0, "version": 1, **columns})
    else:
        work.change(SecondFactor, known[0], version=known[1] + 1, **columns)


def _set_anew(account_id: int, by: Actor, keep_session: str) -> None:
    end_devices_of(account_id=account_id, now=by.at)
    end_sessions_of(account_id=account_id, now=by.at, but=keep_session)
