"""Any table file into a Workbook: the door through which uploads come in."""

from zhibu.exchange import delimited
from zhibu.exchange.cells import Workbook
from zhibu.exchange.limits import DEFAULT, Limits
from zhibu.exchange.reading_process import read_apart
from zhibu.exchange.sniffing import container_of

__all__ = ["DEFAULT", "Limits", "open_workbook"]


def open_workbook(content: bytes, *, name: str, limits: Limits = DEFAULT) -> Workbook:
    """Read a table file. Its type is told from the content; raises Unusable with a sentence for the user."""
    container = container_of(content, limits)
    if container == "text":
        return Workbook(name=name, kind="csv", sheets=(delimited.read(content, limits),))
    return Workbook(name=name, kind="xlsx" if container == "zip" else "xls", sheets=read_apart(content, limits))
