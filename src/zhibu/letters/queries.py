"""Letters in and out, one of them, what waits for an answer, and to whom one may write."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, Value

from zhibu.kernel.readers import Reader
from zhibu.letters.models import Addressee, Letter
from zhibu.letters.rules import Place, Sheet
from zhibu.letters.terms import SEE, SIGN, WRITE, LetterKind
from zhibu.register.models import Organisation, Post
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries import folding
from zhibu.register.queries.scopes import down_to
from zhibu.register.terms.organisations import OrganisationKind, PostKind
from zhibu.register.terms.term import spelled
from zhibu.store.guards import GuardedQuerySet, within

WHY: Final = "公文由发文、收文的党组织查看，收文的由收文行决定"
SHOWN: Final = 200
"""Letters of one list."""
ON_THE_DESK: Final = 5


class Box(StrEnum):
    """Where one looks: what came to the own organisations, what they sent, drafts in reach, what goes on below."""

    IN = "in"
    OUT = "out"
    DRAFTS = "drafts"
    BELOW = "below"

    @property
    def label(self) -> str:
        """The word on screen."""
        return BOXES[self]


BOXES: Final = {Box.IN: "收文", Box.OUT: "发文", Box.DRAFTS: "草稿", Box.BELOW: "下级往来"}


class LetterRow(NamedTuple):
    """A letter in a list."""

    code: str
    kind: str
    title: str
    number: str
    sender: str
    dated: date | None
    sent_at: datetime | None
    drafted_by: str
    answered: bool
    waiting: bool
    """Sent to the reader's own organisation, and not receipted there."""
    to: tuple[str, ...] = ()


COLUMNS: Final = (
    "code", "kind", "title", "number", "sender__now_short_name", "dated", "sent_at", "drafted_by", "is_answered", "is_waiting",
)  # fmt: skip
KINDS: Final[tuple[folding.Kind, ...]] = ("text", "text", "text", "text", "text", "day", "moment", "text", "flag", "flag")


def _answered() -> Exists:
    return Exists(Letter.objects.unguarded(WHY).filter(answers=OuterRef("pk"), sent_at__isnull=False))


def _sent_to(condition: Q, **more: Any) -> Exists:
    return Exists(Addressee.objects.unguarded(WHY).filter(condition, letter=OuterRef("pk"), **more))


def _own(reader: Reader, act: str, field: str) -> Q:
    """At the very organisations of a reader's grants; a command sees all."""
    return Q() if reader.everywhere else Q(**{f"{field}__in": reader.paths(act)})


def _seen(reader: Reader) -> Q:
    """Sent from within reach, or to it; of what comes from elsewhere no draft."""
    paths = reader.paths(SEE)
    return within("sender__now_path", paths) | (Q(sent_at__isnull=False) & Q(_sent_to(within("organisation__now_path", paths))))


def letters_of(reader: Reader, box: Box) -> list[LetterRow]:
    """One list, the newest first; two queries."""
    found = Letter.objects.unguarded(WHY).filter(_in_box(reader, box))
    waiting = _sent_to(_own(reader, SEE, "organisation__now_path"), received_at=None)
    found = found.annotate(is_answered=_answered(), is_waiting=waiting).order_by("-sent_at", "-pk")
    rows = [(pk, LetterRow(*row)) for pk, *row in found.values_list("pk", *COLUMNS)[:SHOWN]]
    names = names_to([pk for pk, _ in rows])
    return [row._replace(sender=row.sender or "", to=tuple(names[pk])) for pk, row in rows]


def _in_box(reader: Reader, box: Box) -> Q:
    sent, own = Q(sent_at__isnull=False), _own(reader, SEE, "sender__now_path")
    if box is Box.DRAFTS:
        return Q(sent_at=None) & within("sender__now_path", reader.paths(SEE))
    if box is Box.OUT:
        return sent & own
    if box is Box.IN:
        return sent & Q(_sent_to(_own(reader, SEE, "organisation__now_path")))
    return sent & within("sender__now_path", reader.paths(SEE)) & ~own & ~Q(_sent_to(_own(reader, SEE, "organisation__now_path")))


def names_to(numbers: Iterable[int]) -> dict[int, list[str]]:
    """Whom letters go to, copies left out; one query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Addressee.objects.unguarded(WHY).filter(letter__in=list(numbers), copy=False).order_by("pk")
    for pk, short, name in rows.values_list("letter_id", "organisation__now_short_name", "organisation__now_name"):
        found[pk].append(short or name)
    return found


def letter_seen(reader: Reader, code: str) -> Letter | None:
    """One letter; None out of reach."""
    found = Letter.objects.unguarded(WHY).select_related("sender", "sender__now_parent", "answers").filter(code=code)
    return found.filter(_seen(reader)).annotate(is_answered=_answered()).first()


def addressees_of(letter: Letter) -> list[Addressee]:
    """Those to whom it goes, then the copies, each in the order in which they were named."""
    found = Addressee.objects.unguarded(WHY).filter(letter=letter).select_related("organisation")
    return list(found.order_by("copy", "pk"))


def answer_to(letter: Letter) -> Letter | None:
    """The reply to a request, also while it is a draft."""
    return Letter.objects.unguarded(WHY).filter(answers=letter).select_related("sender").first()


def letters_about(subject_kind: str, subject_code: str) -> GuardedQuerySet[Letter]:
    """For the package that owns the subject: what was written of it. Whoever asks has asked for the right to the subject."""
    found = Letter.objects.unguarded(WHY).filter(subject_kind=subject_kind, subject_code=subject_code)
    return found.annotate(is_answered=_answered()).order_by("pk")


def places_of(codes: Collection[str]) -> dict[str, str]:
    """Where letters stand, for the trail."""
    found = Letter.objects.unguarded(WHY).filter(code__in=list(codes))
    return dict(found.values_list("code", "sender__now_path"))


def numbers_used(sender: Organisation, *, but: int = 0) -> list[str]:
    """What the sender has numbered so far, the newest last; another's drafts count, since their number is spoken for."""
    found = Letter.objects.unguarded(WHY).filter(sender=sender).exclude(number="").exclude(pk=but)
    return list(found.order_by("pk").values_list("number", flat=True))


def on_the_desk(reader: Reader) -> tuple[folding.Part, folding.Part] | None:
    """Requests to be answered, letters to be receipted, drafts to be signed at the very organisations of the reader's grants.

    The first of them, and how many there are; None for whoever writes nowhere. A request whose reply is drafted waits as that draft alone.
    """
    mine, signing = reader.paths(WRITE), reader.paths(SIGN)
    if not mine:
        return None
    here = Q(organisation__now_path__in=mine)
    answered = Exists(Letter.objects.unguarded(WHY).filter(answers=OuterRef("pk"), sent_at__isnull=False))
    to_answer = Q(kind=LetterKind.REQUEST.value) & Q(_sent_to(here, copy=False)) & ~Q(answered)
    drafted = Exists(Letter.objects.unguarded(WHY).filter(answers=OuterRef("pk"), sent_at=None, sender__now_path__in=mine))
    waiting = Q(sent_at__isnull=False) & (Q(_sent_to(here, received_at=None)) | to_answer) & ~Q(drafted)
    drafts = Q(sent_at=None, sender__now_path__in=signing)
    found = Letter.objects.unguarded(WHY).filter(waiting | drafts)
    total = found.order_by().annotate(one=Value(1)).values("one").annotate(total=Count("pk")).values_list("total")
    found = found.annotate(is_answered=answered, is_waiting=_sent_to(here, received_at=None))
    first = found.order_by(F("sent_at").asc(nulls_last=True), "pk").values_list(*COLUMNS)[:ON_THE_DESK]
    return folding.part_of(first, *KINDS, made=LetterRow), folding.part_of(total, "number", made=int)


def place(one: Organisation, sender: Organisation) -> Place:
    """As the rules see it: a department of what stands above stands above, too."""
    root = one.now_path[:-SEGMENT] if one.now_kind == OrganisationKind.DEPARTMENT else one.now_path
    return Place(one.pk, one.now_path, str(one), above=one.pk != sender.pk and sender.now_path.startswith(root))


def sheet_of(letter: Letter, lines: Sequence[Addressee]) -> Sheet:
    """As the rules see it."""
    asked = letter.answers.sender_id if letter.answers is not None else 0
    sender = letter.sender
    return Sheet(
        LetterKind(letter.kind),
        place(sender, sender),
        letter.title,
        letter.body.split("\n"),
        [place(one.organisation, sender) for one in lines if not one.copy],
        [place(one.organisation, sender) for one in lines if one.copy],
        letter.number,
        asked_by=asked,
    )


def _addressable(sender: Organisation) -> GuardedQuerySet[Organisation]:
    """Whom an organisation writes to: all above it with their departments, and all below."""
    above = down_to(sender.now_path)[:-1]
    department = Q(now_kind=OrganisationKind.DEPARTMENT.value, now_parent__now_path__in=above)
    there = Q(now_path__in=above) | department | within("now_path", [sender.now_path])
    return (
        Organisation.objects.unguarded(WHY).filter(there, dissolved_on=None).exclude(pk=sender.pk).exclude(now_kind=OrganisationKind.GROUP)
    )


def superior_of(sender: Organisation) -> Organisation | None:
    """The next one above."""
    return Organisation.objects.unguarded(WHY).filter(pk=sender.now_parent_id or 0).first()


def has_below(reader: Reader, act: str) -> bool:
    """Whether an organisation stands below those of a reader's grants: only then is there somebody to give notice to; one query."""
    paths = reader.paths(act)
    found = Organisation.objects.unguarded(WHY).filter(within("now_path", paths), dissolved_on=None)
    return found.exclude(now_path__in=paths).exclude(now_kind=OrganisationKind.GROUP).exists()


def next_below(sender: Organisation) -> list[Organisation]:
    """Those directly below, groups left out; departments are no one's inferiors."""
    return list(_addressable(sender).filter(now_parent=sender).exclude(now_kind=OrganisationKind.DEPARTMENT).order_by("now_path"))


def addressees_named(sender: Organisation, names: Sequence[str]) -> tuple[list[Organisation], list[str]]:
    """The organisations that names, short names or codes mean, in their order; and those that mean none or several. One query."""
    asked = [spelled(name).upper() for name in names]
    fits = Q(now_name__in=names) | Q(now_short_name__in=names) | Q(code__in=asked)
    by_name: dict[str, dict[int, Organisation]] = defaultdict(dict)
    for one in _addressable(sender).filter(fits).order_by("now_path") if names else ():
        for name in (one.now_name, one.now_short_name, one.code):
            by_name[name][one.pk] = one
    found: list[Organisation] = []
    unclear: list[str] = []
    for name, code in zip(names, asked, strict=True):
        meant = {**by_name[name], **by_name[code]}
        if len(meant) == 1:
            found += meant.values()
        else:
            unclear.append(name)
    return list(dict.fromkeys(found)), unclear


def secretaries_of(sender: Organisation, on: date) -> list[str]:
    """Whose signature a letter bears as a rule; one query."""
    posts = Post.objects.unguarded(WHY).on(on).filter(organisation=sender, kind=PostKind.SECRETARY.value)
    return list(posts.order_by("pk").values_list("person__name", flat=True))
