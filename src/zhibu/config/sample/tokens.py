"""The tokens of the sample: one that a district's platform reads with, one that was given up. Nobody knows their secrets."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import Final, NamedTuple

from zhibu.access.models import Token
from zhibu.access.queries.tokens import digest_of
from zhibu.access.readers import reader_of
from zhibu.accounts.models import Account
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

OWNER: Final = "ganshi"
WHY: Final = "载入示例街道"


class Given(NamedTuple):
    """A token: for whom, what it carries, how many days ago it was made, for how many, when it was last used and revoked."""

    name: str
    acts: tuple[str, ...]
    days: int
    span: int
    used: int
    revoked: int | None = None


GIVEN: Final = (
    Given("区政务平台（信息中心）", ("see_register", "see_calendar", "see_gatherings"), 40, 90, 1),
    Given("会议室预约系统", ("see_calendar", "record_gatherings"), 200, 90, 121, 118),
)


def load_tokens(*, by: Actor) -> None:
    """Once, for the clerk of the sample street."""
    owner = Account.objects.filter(username=OWNER).first()
    if owner is None or Token.objects.exists():
        return
    reader = reader_of(account_id=owner.pk, label=owner.display_name, on=by.day)
    place = Organisation.objects.unguarded(WHY).filter(now_path=reader.home_path).values_list("pk", flat=True).get()
    with recording(by, "account.token", reason=WHY) as work:
        for one in GIVEN:
            first = by.day - timedelta(days=one.days)
            work.add(
                Token,
                account_id=owner.pk,
                name=one.name,
                organisation_id=place,
                acts=",".join(one.acts),
                digest=digest_of(token_urlsafe()),
                valid_from=first,
                valid_to=first + timedelta(days=one.span),
                made_at=by.at - timedelta(days=one.days),
                revoked_at=by.at - timedelta(days=one.revoked) if one.revoked is not None else None,
                last_used_on=by.day - timedelta(days=one.used),
            )
