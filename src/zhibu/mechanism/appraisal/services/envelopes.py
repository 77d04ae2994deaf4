"""An envelope is made, and that it was is written down; nothing of it is kept."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.appraisal.envelope.content import content_of
from zhibu.mechanism.appraisal.envelope.sealing import fingerprint, sealed
from zhibu.mechanism.appraisal.models import Agreement, Envelope, Scheme
from zhibu.mechanism.appraisal.rules.sealing import may_seal
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.reads import note_read


class Made(NamedTuple):
    """The file with its number and fingerprint; without a file, why there is none."""

    outcome: Outcome
    file: bytes = b""
    code: str = ""
    fingerprint: str = ""


WHY: Final = "同一页面提交两次，只制作一份"
MADE_BEFORE: Final = Made(
    Outcome.refused(Objection("twice", "这一份已经制作过。", remedy="没有保存下来的，重新打开“检查封存件”再制作一份。"))
)


class Wanted(NamedTuple):
    """What goes into an envelope, for whom, sealed with what."""

    scheme: Scheme
    agreements: Sequence[Agreement]
    organisation: Organisation
    """Of which it tells: one that took the target, or the one whose table it is."""
    recipient: str
    password: str
    again: str
    submission: str = ""
    """Of the page that asks: sent twice it makes one."""


def make_envelope(*, by: Actor, wanted: Wanted, on: date) -> Made:
    """What lies in it is as it stands on the day; who made it for whom stands on the list. It is sealed before anything is written."""
    decision: Decision = may_seal(password=wanted.password, again=wanted.again, organisations=len(wanted.agreements))
    if not decision.allowed:
        return Made(Outcome(decision))
    code = f"X{(wanted.submission or secrets.token_hex(4))[:8].upper()}"
    if _there(code):
        return MADE_BEFORE
    file = sealed(content_of(wanted.scheme, wanted.agreements, on), password=wanted.password, code=code)
    mark = fingerprint(file)
    with recording(by, "appraisal.envelope", reason=wanted.recipient) as work:
        held(wanted.scheme)
        if _there(code):
            return MADE_BEFORE
        pk = work.add(
            Envelope,
            code=code,
            organisation_id=wanted.organisation.pk,
            scheme_id=wanted.scheme.pk,
            made_on=by.day,
            made_by=by.label,
            recipient=wanted.recipient,
            number=len(wanted.agreements),
            size=len(file),
            fingerprint=mark,
        )
    note_read(by, "export", field=f"检查封存件：{code}", path=wanted.organisation.now_path, rows=len(wanted.agreements))
    return Made(Outcome(row_id=pk), file, code, mark)


def _there(code: str) -> bool:
    return Envelope.objects.unguarded(WHY).filter(code=code).exists()
