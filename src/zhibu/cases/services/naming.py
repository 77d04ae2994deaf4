"""The name of a case follows that of its subject, for packages whose subjects can be corrected."""

from zhibu.cases.models import Case
from zhibu.trail.door import Work


def name_case(work: Work, case_id: int, title: str) -> None:
    """Within the operation that corrects the subject."""
    work.change(Case, case_id, title=title.strip())
