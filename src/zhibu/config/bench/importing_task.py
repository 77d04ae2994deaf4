"""The task of ``bench import``: the command itself, timed from the file to the answer."""

import argparse
import contextlib
import io
import json
import time
from typing import Any

from zhibu.register.commands import importing


def import_roster(*, file: str) -> dict[str, Any]:
    """As somebody would type it; numbers of the sample's region pass, since this register holds invented people."""
    parser = argparse.ArgumentParser()
    importing.add_arguments(parser)
    options = parser.parse_args([file, "--json"])
    said = io.StringIO()
    begin = time.perf_counter()
    with contextlib.redirect_stdout(said):
        importing.run(options)
    seconds = time.perf_counter() - begin
    return {"seconds": seconds, "told": json.loads(said.getvalue())}
