"""What the portal tells of a certificate: genuine, of what, from when. It goes out with the honour and goes away with a revocation.

The page outside is found by check code and surname together; what is published names nobody.
"""

from collections.abc import Sequence

from zhibu.mechanism.honours.rules.certificates import Granted, surnames_of
from zhibu.postbox.queries import certificate_key
from zhibu.postbox.services import publish, withdraw_telling
from zhibu.trail.door import Work

PAGE = "certificate"


def publish_certificates(work: Work, granted: Sequence[Granted]) -> None:
    """Within the operation that grants them."""
    for one in granted:
        content = {"kind": one.title, "date": one.decided_on.isoformat(), "number": one.certificate, "by": one.giver}
        for key in keys_of(one):
            publish(work, page=PAGE, key=key, content=content)


def withdraw_certificates(work: Work, revoked: Sequence[Granted]) -> None:
    """Within the operation that revokes them; by the number, since the name may be another one than on the day of the certificate."""
    for one in revoked:
        withdraw_telling(work, page=PAGE, field="number", value=one.certificate)


def keys_of(one: Granted) -> list[str]:
    """One for each way in which people give a surname."""
    return [certificate_key(one.code, surname) for surname in surnames_of(one)]
