"""What the rule of 归属 asks of a member: the branch where the roll is, the unit that the work post names, the rest of the record."""

from dataclasses import dataclass
from datetime import date

from zhibu.register.terms.managing import Nature
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory, MarkKind
from zhibu.register.terms.units import Ownership


@dataclass(frozen=True, slots=True)
class Branch:
    """The branch on whose roll somebody stands; ``ownerships`` are those of the units that it was set up in, None for one not given."""

    nature: Nature
    ownerships: frozenset[Ownership | None] = frozenset()
    joint: bool = False
    for_retired: bool = False


@dataclass(frozen=True, slots=True)
class Employer:
    """The unit that the work post names. ``organised``: it has a Party organisation, a provisional one aside; ``here``: with this roll."""

    name: str
    organised: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What the register knows of a member on a day."""

    category: ManagementCategory | None
    branch: Branch | None
    """None without an organisation relationship."""
    derived: bool = False
    """The category was only proposed, from the occupation."""
    occupation: Occupation | None = None
    marks: frozenset[MarkKind] = frozenset()
    suspended: bool = False
    employer: Employer | None = None
    work_written: str = ""
    """Unit and post as they stand in the record."""
    graduated_on: date | None = None
    graduate_since: date | None = None
    """Since when the register has the person as a graduate without work: he had left the school by then."""
