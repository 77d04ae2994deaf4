"""Writes of this package: keyword-only, one transaction, with actor, reason and audit row."""

from zhibu.access.services.accounts import add_account, link_person, may_add_account, open_account, owner_named, set_active
from zhibu.access.services.grants import end_grant, give_grant
from zhibu.access.services.passwords import change_own_password, check_password_rules, fresh_password, reset_password, set_password
from zhibu.access.services.signing import note_refused_sign_in, open_session, sign_in, sign_out, switch_persona

__all__ = [
    "add_account",
    "change_own_password",
    "check_password_rules",
    "end_grant",
    "fresh_password",
    "give_grant",
    "link_person",
    "may_add_account",
    "note_refused_sign_in",
    "open_account",
    "open_session",
    "owner_named",
    "reset_password",
    "set_active",
    "set_password",
    "sign_in",
    "sign_out",
    "switch_persona",
]
