"""Python's collector of cycles, set aside while many small values are made that never refer to themselves."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Facts by the million are mappings of plain values: the collector would walk through all of them again and again, and find nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
