"""Organisations of a reader's reach, as lists and forms of gatherings offer them."""

from typing import Final

from zhibu.kernel.readers import Reader
from zhibu.register.models import Organisation
from zhibu.register.models.organisations import SEGMENT

OFFERED: Final = 200
"""More would be no help in a list of choices, and weigh on a phone."""
STEP: Final = "　"


def organisations_offered(reader: Reader, act: str) -> dict[str, str]:
    """Code and name, each step of the tree set in; none where there are too many to choose from."""
    found = Organisation.objects.seen_by(reader, act).filter(dissolved_on=None).order_by("now_path")
    rows = list(found.values_list("code", "now_short_name", "now_name", "now_path")[: OFFERED + 1])
    if len(rows) > OFFERED:
        return {}
    top = min((len(path) for *_, path in rows), default=0)
    return {code: f"{STEP * ((len(path) - top) // SEGMENT)}{short or name}" for code, short, name, path in rows}
