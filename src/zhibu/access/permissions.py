"""Rights that depend on what was done: whether somebody may still take back an own operation."""

from zhibu.kernel.readers import Reader
from zhibu.trail.models import AuditEntry, Operation


def path_out_of_reach(reader: Reader, operation: Operation, act: str) -> str | None:
    """Where the operation wrote something that the reader may no longer change; None when there is no such place."""
    paths = AuditEntry.objects.filter(operation=operation).values_list("path", flat=True).distinct()
    return next((path for path in paths if not reader.may(act, path)), None)
