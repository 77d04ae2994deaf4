"""What of a sheet stays outside the table: said when it was read, and again as long as its rows are being mapped."""

import json
from typing import NamedTuple


class Outside(NamedTuple):
    """What of a sheet does not come in, and what does not fit: rows (where, why, in a word), and sentences."""

    left: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As it travels."""
        return json.dumps([self.left, self.problems], ensure_ascii=False)


def outside_of(text: object) -> Outside:
    """Out of the box in which it travels; whatever is no such thing says nothing."""
    try:
        left, problems = json.loads(str(text))
        return Outside(tuple((str(where), str(why), str(what)) for where, why, what in left), tuple(map(str, problems)))
    except (ValueError, TypeError, RecursionError):
        return Outside()
