"""Rights that depend on what was done: whether somebody may still take back an own operation."""

from typing import Final

from zhibu.kernel.readers import Reader
from zhibu.trail.models import AuditEntry, Operation

MERGER: Final = "member.merge"


def path_out_of_reach(reader: Reader, operation: Operation, act: str) -> str | None:
    """Where the operation wrote something that the reader may no longer change; None when there is no such place.

    A merger takes along what stands elsewhere, and leaves a record that stands nowhere: the right is asked where the other record stays.
    """
    entries = AuditEntry.objects.filter(operation=operation)
    if operation.act == MERGER:
        entries = entries.filter(subject_kind="person").exclude(path="")
    return next((path for path in entries.values_list("path", flat=True).distinct() if not reader.may(act, path)), None)
