"""Whether an organisation gives responsibility letters: a local parameter, off unless a street decided it on a paper."""

from datetime import date

from zhibu.mechanism.responsibility.terms import LETTERS
from zhibu.parameters.queries import local_values
from zhibu.register.models import Organisation


def basis_of_letters(place: Organisation, on: date) -> str:
    """The document on which they rest; empty: there are none. One query."""
    found = local_values([place.now_path], on=on).of(place.now_path).get(LETTERS)
    return found.basis if found is not None and found.value == 1 else ""
