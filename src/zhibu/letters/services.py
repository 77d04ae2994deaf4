"""Draft, change, send, receipt, discard. What was sent is never changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from zhibu.files.services import remove_all
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.letters.models import Addressee, Letter
from zhibu.letters.permissions import Signs, signs
from zhibu.letters.prefills import went
from zhibu.letters.queries import addressees_of, answer_to, next_below, numbers_used, place, sheet_of, superior_of
from zhibu.letters.rules import Sheet, Signing, may_answer, may_change, may_draft, may_receive, may_send
from zhibu.letters.terms import LetterKind
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording
from zhibu.trail.subjects import SubjectFacts
from zhibu.trail.whole import must, whole

WHY: Final = "办理公文时重新读取"
OWNER: Final = "letter"
NOT_YOURS: Final = Objection("not_yours", "这份公文不由您签发。", remedy="由发文党组织的书记签发；也可以由街道干事照纸质签字代录。")


@dataclass(frozen=True, slots=True)
class Text:
    """What a letter says, and to whom it goes; without ``to`` it goes to whom its kind goes (``usual``)."""

    title: str
    paragraphs: Sequence[str] = ()
    to: Sequence[Organisation] = ()
    copies: Sequence[Organisation] = ()
    number: str = ""


def usual(kind: LetterKind, of: Organisation, answers: Letter | None) -> list[Organisation]:
    """To the superior, to whoever asked, to all directly below."""
    if answers is not None:
        return [answers.sender]
    if kind.upward:
        superior = superior_of(of)
        return [superior] if superior is not None else []
    return next_below(of)


def draft_letter(
    *, by: Actor, kind: LetterKind, of: Organisation, text: Text, subject: tuple[str, str] = ("", ""), answers: Letter | None = None
) -> Outcome:
    """A draft of an organisation. ``subject`` is kind and code of what it is about; ``answers`` the request that a reply names."""
    text = _tidied(text, to=text.to or usual(kind, of, answers))
    with recording(by, "letter.draft") as work:
        sender = held(of)
        decision = Decision.all(_may_answer(answers), may_draft(_sheet(kind, sender, text, answers=answers)))
        if not decision.allowed:
            return Outcome(decision)
        (pk,) = work.reserve(Letter, 1)
        work.know(OWNER, {pk: SubjectFacts(sender.now_path)})
        about = (answers.subject_kind, answers.subject_code) if answers is not None and subject == ("", "") else subject
        work.add(
            Letter,
            id=pk,
            code=f"W{pk:06d}",
            kind=kind.value,
            sender_id=sender.pk,
            answers_id=answers.pk if answers is not None else None,
            subject_kind=about[0],
            subject_code=about[1],
            drafted_at=by.at,
            drafted_by=by.label,
            account_id=by.account_id,
            **_words(text),
        )
        _address(work, pk, text)
    return Outcome(row_id=pk)


def _tidied(text: Text, *, to: Sequence[Organisation]) -> Text:
    paragraphs = [one for part in text.paragraphs for line in part.splitlines() if (one := line.strip())]
    return Text(text.title.strip(), paragraphs, list(to), list(text.copies), text.number.strip())


def _words(text: Text) -> dict[str, str]:
    return {"title": text.title, "body": "\n".join(text.paragraphs), "number": text.number}


def _may_answer(answers: Letter | None) -> Decision:
    if answers is None:
        return Decision()
    asked = held(answers)
    return may_answer(kind=LetterKind(asked.kind), sent=asked.sent_at is not None, answered=answer_to(asked) is not None)


def _sheet(kind: LetterKind, sender: Organisation, text: Text, *, answers: Letter | None, but: int = 0) -> Sheet:
    to, copies = [[place(one, sender) for one in ones] for ones in (text.to, text.copies)]
    asked = answers.sender_id if answers is not None else 0
    used = bool(text.number) and text.number in numbers_used(sender, but=but)
    return Sheet(kind, place(sender, sender), text.title, text.paragraphs, to, copies, text.number, used, asked)


def _lines(text: Text) -> list[tuple[int, bool]]:
    """Organisation and whether it gets a copy, in the order of the letter."""
    return [(one.pk, copy) for ones, copy in ((text.to, False), (text.copies, True)) for one in ones]


def _address(work: Work, pk: int, text: Text) -> None:
    rows = [(pk, *line) for line in _lines(text)]
    numbers = work.reserve(Addressee, len(rows)) if rows else []
    work.put(Addressee, ("id", "letter_id", "organisation_id", "copy"), [(number, *row) for number, row in zip(numbers, rows, strict=True)])


def change_letter(*, by: Actor, letter: Letter, text: Text) -> Outcome:
    """A draft is written anew."""
    with recording(by, "letter.change") as work:
        fresh = held(letter)
        text = _tidied(text, to=text.to)
        sheet = _sheet(LetterKind(fresh.kind), held(fresh.sender), text, answers=fresh.answers, but=fresh.pk)
        decision = Decision.all(may_change(sent=fresh.sent_at is not None), may_draft(sheet))
        if not decision.allowed:
            return Outcome(decision)
        work.change(Letter, fresh.pk, **_words(text))
        before = addressees_of(fresh)
        if [(one.organisation_id, one.copy) for one in before] != _lines(text):
            work.remove(Addressee, [one.pk for one in before])
            _address(work, fresh.pk, text)
    return Outcome(row_id=fresh.pk)


def send_letter(*, by: Actor, letter: Letter, signer: str = "", dated: date | None = None) -> Outcome:
    """Signed and gone. On behalf: ``signer`` and ``dated`` as they stand on paper; the own signature is of today."""
    with recording(by, "letter.send") as work:
        sender = held(letter.sender)
        fresh = held(letter)
        how = signs(by.reader, sender.now_path)
        named = signer.strip() if how is Signs.BEHALF else by.label
        decision = _may_send(fresh, Signing(named, dated or by.day, by.day), how)
        if not decision.allowed:
            return Outcome(decision)
        day = dated or by.day if how is Signs.BEHALF else by.day
        work.change(Letter, fresh.pk, signer=named, dated=day, sent_at=by.at, sent_by=by.label)
        if fresh.answers is not None:
            _receipt_answered(work, by, fresh)
        went(by, _fresh(fresh.pk))
    return Outcome(row_id=fresh.pk)


def _may_send(letter: Letter, signing: Signing, how: Signs) -> Decision:
    complete = Signing(signing.signer, signing.dated, signing.today, sent=letter.sent_at is not None)
    return Decision.all(
        Decision.of(NOT_YOURS if how is Signs.NOT else None),
        may_send(sheet_of(letter, addressees_of(letter)), complete),
    )


def _receipt_answered(work: Work, by: Actor, reply: Letter) -> None:
    """Whoever answers has received."""
    asked = Addressee.objects.unguarded(WHY).filter(letter=reply.answers_id, organisation=reply.sender_id, received_at=None)
    for pk in asked.order_by("pk").values_list("pk", flat=True):
        work.change(Addressee, pk, received_at=by.at, received_by=by.label)


@whole
def reply_to(*, by: Actor, request: Letter, of: Organisation, text: Text, signer: str = "", dated: date | None = None) -> Outcome:
    """Drafted, signed and sent in one go: what answers in one tap. Where it may not be sent nothing is written."""
    drafted = must(draft_letter(by=by, kind=LetterKind.REPLY, of=of, text=replace(text, to=()), answers=request))
    return must(send_letter(by=by, letter=_fresh(drafted.row_id), signer=signer, dated=dated))


def _fresh(pk: int) -> Letter:
    return Letter.objects.unguarded(WHY).select_related("sender", "answers").get(pk=pk)


def receive_letter(*, by: Actor, line: Addressee) -> Outcome:
    """It has come; somebody there says so."""
    with recording(by, "letter.receive") as work:
        fresh = held(line)
        decision = may_receive(received=fresh.received_at is not None)
        if not decision.allowed:
            return Outcome(decision)
        work.change(Addressee, fresh.pk, received_at=by.at, received_by=by.label)
    return Outcome(row_id=fresh.pk)


def discard_letter(*, by: Actor, letter: Letter) -> Outcome:
    """A draft goes, with what was attached to it; the trail keeps that there was one."""
    with recording(by, "letter.discard") as work:
        fresh = held(letter)
        decision = may_change(sent=fresh.sent_at is not None)
        if not decision.allowed:
            return Outcome(decision)
        work.know(OWNER, {fresh.pk: SubjectFacts(fresh.sender.now_path)})
        work.remove(Addressee, [one.pk for one in addressees_of(fresh)])
        work.remove(Letter, [fresh.pk])
    remove_all(by=by, subject_kind=OWNER, codes=[letter.code], reason="草稿作废")
    return Outcome(row_id=letter.pk)
