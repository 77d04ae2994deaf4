"""Signing in and out, second factors, codes on paper, drafts. Who may have an account is decided in ``access``."""

from zhibu.accounts.services.drafts import DRAFTS_KEPT, MOST_DRAFTS, drop_draft, forget_drafts, load_draft, save_draft
from zhibu.accounts.services.factors import end_devices_of, remember_device, trusted_device, verify_second
from zhibu.accounts.services.passwords import (
    INACTIVE,
    LOCKED,
    PAUSED,
    WRONG,
    clear_failures,
    count_failed_sign_in,
    forget_failed_sign_ins,
    verify_password,
)
from zhibu.accounts.services.sessions import bump_revision, end_session, end_sessions_of, forget_sessions, start_session
from zhibu.accounts.services.slips import find_slip, holder_of, spend_code

__all__ = [
    "DRAFTS_KEPT",
    "INACTIVE",
    "LOCKED",
    "MOST_DRAFTS",
    "PAUSED",
    "WRONG",
    "bump_revision",
    "clear_failures",
    "count_failed_sign_in",
    "drop_draft",
    "end_devices_of",
    "end_session",
    "end_sessions_of",
    "find_slip",
    "forget_drafts",
    "forget_failed_sign_ins",
    "forget_sessions",
    "holder_of",
    "load_draft",
    "remember_device",
    "save_draft",
    "spend_code",
    "start_session",
    "trusted_device",
    "verify_password",
    "verify_second",
]
