"""Writing cases: each service one transaction, one line of the log, its projections beside it."""

from zhibu.cases.services.acting import act, act_in, cancel, hand_over, pause, register_document, reopen, resume, void
from zhibu.cases.services.opening import Opening, open_case, put_case

__all__ = [
    "Opening",
    "act",
    "act_in",
    "cancel",
    "hand_over",
    "open_case",
    "pause",
    "put_case",
    "register_document",
    "reopen",
    "resume",
    "void",
]
