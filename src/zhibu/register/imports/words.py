"""Stored values of persons as they are shown in a preview."""

from typing import Any, Final

from zhibu.register.imports.people_cells import LISTED
from zhibu.register.terms.education import Education
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory, MembershipState, MemberStatus, Sex
from zhibu.register.terms.term import Term

TERMS: Final[dict[str, type[Term]]] = {
    "sex": Sex,
    "ethnicity": Ethnicity,
    "status": MemberStatus,
    "state": MembershipState,
    "category": ManagementCategory,
    "education": Education,
    "occupation": Occupation,
    **LISTED,
}


def words(field: str, value: Any) -> str:
    """The label of a term, a yes or no, or the text itself."""
    if value is None or value == "":
        return ""
    if field == "migrant_worker":
        return "是" if value else "否"
    terms = TERMS.get(field)
    return terms.word(str(value)) if terms else str(value)
