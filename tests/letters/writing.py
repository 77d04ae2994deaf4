"""Letters written through the services, by people with grants."""

from collections.abc import Sequence
from typing import Final

from tests.access.cast import make_account
from tests.register.factories import actor
from zhibu.access.readers import AccountReader, reader_of
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.letters.models import Letter
from zhibu.letters.services import Text, draft_letter, send_letter
from zhibu.letters.terms import LetterKind
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor

WHY: Final = "测试"


def reader(name: str, role: Role, place: Organisation) -> AccountReader:
    account = make_account(name, role, place)
    return reader_of(account_id=account.pk, label=account.display_name, on=today())


def signing(name: str, role: Role, place: Organisation) -> Actor:
    return actor(today(), reader=reader(name, role, place))


def letter(pk: int) -> Letter:
    return Letter.objects.unguarded(WHY).select_related("sender", "sender__now_parent", "answers").get(pk=pk)


def draft(
    of: Organisation,
    kind: LetterKind = LetterKind.REQUEST,
    title: str = "关于换届选举的请示",
    *,
    to: Sequence[Organisation] = (),
    copies: Sequence[Organisation] = (),
    body: str = "任期届满。\n妥否，请批示。",
    number: str = "",
    answers: Letter | None = None,
    subject: tuple[str, str] = ("", ""),
) -> Letter:
    done = draft_letter(
        by=actor(today()),
        kind=kind,
        of=of,
        text=Text(title, body.split("\n"), to, copies, number),
        answers=answers,
        subject=subject,
    )
    assert done.decision.objections == ()
    return letter(done.row_id)


def sent(of: Organisation, kind: LetterKind = LetterKind.REQUEST, title: str = "关于换届选举的请示", **more: object) -> Letter:
    made = draft(of, kind, title, **more)  # type: ignore[arg-type]  # passed on as it is
    done = send_letter(by=actor(today()), letter=made, signer="王芳")
    assert done.decision.objections == ()
    return letter(made.pk)
