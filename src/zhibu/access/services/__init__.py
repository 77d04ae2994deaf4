"""Writes of this package: keyword-only, one transaction, with actor, reason and audit row."""

from zhibu.access.services.accounts import add_account, link_person, may_add_account, open_account, owner_named, set_active
from zhibu.access.services.grants import carry_grants, end_grant, give_grant
from zhibu.access.services.passwords import change_own_password, check_password_rules, fresh_password, reset_password, set_password
from zhibu.access.services.resets import ask_reset, confirm_reset, withdraw_reset
from zhibu.access.services.second_factor import confirm_password, print_sheet, set_phone, switch_off, take_away
from zhibu.access.services.sessions import end_all_sessions, end_other_sessions, end_own_session, forget_device
from zhibu.access.services.signing import give_second, sign_in, sign_in_by_slip, sign_out, switch_persona, waiting_for_second
from zhibu.access.services.slips import print_slip

__all__ = [
    "add_account",
    "ask_reset",
    "carry_grants",
    "change_own_password",
    "check_password_rules",
    "confirm_password",
    "confirm_reset",
    "end_all_sessions",
    "end_grant",
    "end_other_sessions",
    "end_own_session",
    "forget_device",
    "fresh_password",
    "give_grant",
    "give_second",
    "link_person",
    "may_add_account",
    "open_account",
    "owner_named",
    "print_sheet",
    "print_slip",
    "reset_password",
    "set_active",
    "set_password",
    "set_phone",
    "sign_in",
    "sign_in_by_slip",
    "sign_out",
    "switch_off",
    "switch_persona",
    "take_away",
    "waiting_for_second",
    "withdraw_reset",
]
