"""Who may do something here: the third question that the role x act table answers."""

from datetime import date
from typing import Final

from django.db.models import Q
from django.db.models.functions import Length

from zhibu.access.models import Grant
from zhibu.access.readers import active_on
from zhibu.access.terms import ACTS, KEEPERS, Role
from zhibu.register.queries.scopes import down_to

WHY: Final = "说明谁可以办理"
SHOWN: Final = 4


def holders(act: str, path: str, on: date) -> list[str]:
    """The people whose grants allow an act on what stands at a path, the nearest first; one query, one IN over the ancestors."""
    here = Q(organisation__now_path__in=down_to(path)) | Q(organisation=None, role__in=[str(role) for role in KEEPERS])
    found = (
        Grant.objects.unguarded(WHY)
        .filter(active_on(on), here, role__in=[str(role) for role in ACTS[act].roles], account__active=True)
        .order_by(Length("organisation__now_path").desc(nulls_last=True), "pk")
    )
    return [f"{name}（{Role(role).label}）" for name, role in found.values_list("account__display_name", "role")[:SHOWN]]
