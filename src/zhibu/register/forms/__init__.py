"""Forms of the register."""

from zhibu.register.forms.changes import (
    NO_GROUP,
    CategoryForm,
    EducationForm,
    GroupForm,
    HardshipForm,
    LeaveForm,
    MarkForm,
    MergeForm,
    MoveForm,
    OccupationForm,
    OnForm,
    PostForm,
    ReasonForm,
    StatusForm,
)
from zhibu.register.forms.finding import FindForm
from zhibu.register.forms.organisations import (
    CommunityForm,
    KindForm,
    OrganisationFactsForm,
    OrganisationForm,
    ParentForm,
    RenameForm,
    SplitForm,
)
from zhibu.register.forms.people import PersonForm, RegisterForm
from zhibu.register.forms.reveal import RevealForm
from zhibu.register.forms.units import UnitForm
from zhibu.register.forms.uploads import UploadForm

__all__ = [
    "NO_GROUP",
    "CategoryForm",
    "CommunityForm",
    "EducationForm",
    "FindForm",
    "GroupForm",
    "HardshipForm",
    "KindForm",
    "LeaveForm",
    "MarkForm",
    "MergeForm",
    "MoveForm",
    "OccupationForm",
    "OnForm",
    "OrganisationFactsForm",
    "OrganisationForm",
    "ParentForm",
    "PersonForm",
    "PostForm",
    "ReasonForm",
    "RegisterForm",
    "RenameForm",
    "RevealForm",
    "SplitForm",
    "StatusForm",
    "UnitForm",
    "UploadForm",
]
