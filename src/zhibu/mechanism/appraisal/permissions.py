"""Who prepares a table."""

from zhibu.kernel.readers import Reader
from zhibu.mechanism.appraisal.models import Scheme
from zhibu.mechanism.appraisal.terms import PREPARE


def prepares(reader: Reader, scheme: Scheme) -> bool:
    """Whoever does so for the organisation whose table it is."""
    return reader.may(PREPARE, scheme.organisation.now_path)
