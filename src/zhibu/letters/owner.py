"""What is attached to a letter is seen by those who see the letter, and changed by its sender while it is a draft."""

from collections.abc import Collection
from typing import Final

from django.urls import reverse

from zhibu.files.owners import Belonging, Owner
from zhibu.kernel.decisions import Decision
from zhibu.kernel.readers import AccountReader
from zhibu.letters.models import Letter
from zhibu.letters.queries import letter_seen, places_of
from zhibu.letters.rules import may_change
from zhibu.letters.terms import WRITE

KIND: Final = "letter"
WHY: Final = "附件写入时再看公文有没有发出"


def belonging(reader: AccountReader, code: str) -> Belonging | None:
    """As the page of the letter shows it."""
    letter = letter_seen(reader, code)
    if letter is None:
        return None
    fixed = may_change(sent=letter.sent_at is not None)
    return Belonging(letter.sender.now_path or "", letter.title, reverse("letter", args=[code]), WRITE, fixed=fixed)


def places(codes: Collection[str]) -> dict[str, str]:
    """Where letters stand, for the trail."""
    return places_of(codes)


def hold(code: str) -> Decision:
    """Until the operation ends: it may have been sent while a photo was being read."""
    found = Letter.objects.unguarded(WHY).select_for_update(no_key=True).filter(code=code).values_list("sent_at", flat=True).first()
    return may_change(sent=found is not None)


OWNER: Final = Owner("公文", belonging, places, hold)
