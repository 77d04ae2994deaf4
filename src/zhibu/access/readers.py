"""The Reader: an account's grants, read once and turned into plain path ranges. Answers "may X" and "what may X see"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from zhibu.access.models import AccountOwner, Grant
from zhibu.access.terms import KEEPERS, OWN_ACTS, ROLE_ACTS, Role
from zhibu.kernel.readers import outermost
from zhibu.register.models import Person
from zhibu.register.queries.merged import all_records_of, kept_number

WHY = "读取本人授权"


@dataclass(frozen=True)
class Held:
    """One grant as plain values; ``path`` is empty for keepers, who hold the whole installation."""

    role: Role
    path: str
    organisation: str
    organisation_id: int | None = None


@dataclass(frozen=True)
class AccountReader:
    """Somebody who signed in."""

    account_id: int
    label: str
    held: tuple[Held, ...]
    person_id: int | None = None
    former: frozenset[int] = frozenset()
    everywhere: bool = field(default=False, init=False)

    @cached_property
    def _by_act(self) -> Mapping[str, tuple[str, ...]]:
        acts: dict[str, list[str]] = {}
        for grant in self.held:
            for act in ROLE_ACTS[grant.role]:
                acts.setdefault(act, []).append(grant.path)
        return {act: outermost(paths) for act, paths in acts.items()}

    def may_own(self, act: str) -> bool:
        """Own records stay open to their person, with or without a role."""
        return self.person_id is not None and act in OWN_ACTS

    def may(self, act: str, path: str) -> bool:
        """In memory, without a query."""
        return any(path.startswith(root) for root in self.paths(act))

    def paths(self, act: str) -> tuple[str, ...]:
        """The outermost subtrees."""
        return self._by_act.get(act, ())

    def may_at(self, act: str, path: str) -> bool:
        """By a grant on that organisation itself: who signs for it is not whoever stands above it."""
        return any(grant.path == path and act in ROLE_ACTS[grant.role] for grant in self.held)

    def may_anywhere(self, act: str) -> bool:
        """Whether the act is allowed at all, somewhere or on the own record."""
        return bool(self.paths(act)) or self.may_own(act)

    @property
    def acts(self) -> frozenset[str]:
        """Every act allowed somewhere."""
        return frozenset(self._by_act) | (OWN_ACTS if self.person_id is not None else frozenset())

    @property
    def home(self) -> Held | None:
        """The grant that pages start from: the widest one of the register."""
        return min((one for one in self.held if one.path), key=lambda one: len(one.path), default=None)

    @property
    def home_name(self) -> str:
        """The organisation that pages start from."""
        return self.home.organisation if self.home else ""

    @property
    def home_path(self) -> str:
        """Its path."""
        return self.home.path if self.home else ""


def active_on(on: date) -> Q:
    """Grants of a day whose post, where they rest on one, is held that day."""
    rests = Q(post=None) | Q(post__valid_from__lte=on, post__valid_to__gt=on)
    return rests & Q(valid_from__lte=on, valid_to__gt=on)


def reader_of(*, account_id: int, label: str, on: date) -> AccountReader:
    """Read an account's grants of a day: two queries, kept by the caller as long as the revision stands.

    Only keepers hold the whole installation: a grant on an organisation that stands nowhere reaches nothing.
    """
    rows = (
        Grant.objects.unguarded(WHY)
        .filter(active_on(on), account_id=account_id)
        .order_by("pk")
        .values_list("role", "organisation__now_path", "organisation__now_short_name", "organisation__now_name", "organisation_id")
    )
    held = tuple(Held(Role(role), path or "", short or name or "", pk) for role, path, short, name, pk in rows if path or role in KEEPERS)
    return AccountReader(account_id, label, held, *_records_of(account_id))


def _records_of(account_id: int) -> tuple[int | None, frozenset[int]]:
    """The own record, and those that were merged into it; one query, unless there are any."""
    merged = Person.objects.unguarded(WHY).filter(merged_into=OuterRef("person"))
    owners = AccountOwner.objects.unguarded(WHY).filter(account_id=account_id)
    found = owners.values_list("person_id", "person__merged_into_id", Exists(merged)).first()
    if found is None:
        return None, frozenset()
    person_id, merged_into, others = found
    if not (merged_into or others):
        return person_id, frozenset()
    kept = kept_number(person_id)
    return kept, frozenset(all_records_of(kept) - {kept})


@dataclass(frozen=True)
class ScopedReader:
    """A token: some acts of its account, in one subtree of the account's reach. It is nobody's own."""

    account: AccountReader
    scope: frozenset[str]
    root: str
    place: str
    person_id: None = field(default=None, init=False)
    former: frozenset[int] = field(default=frozenset(), init=False)
    everywhere: bool = field(default=False, init=False)

    @property
    def account_id(self) -> int:
        """Whose rights these are."""
        return self.account.account_id

    @property
    def label(self) -> str:
        """Who answers for what is written."""
        return self.account.label

    @cached_property
    def _by_act(self) -> Mapping[str, tuple[str, ...]]:
        roots = _shared(self.account.paths("hold_tokens"), self.root)
        found = {act: outermost(path for root in roots for path in _shared(self.account.paths(act), root)) for act in sorted(self.scope)}
        return {act: paths for act, paths in found.items() if paths}

    def may_own(self, act: str) -> bool:
        """A machine has no own record."""
        return False

    def may(self, act: str, path: str) -> bool:
        """In memory, without a query."""
        return any(path.startswith(root) for root in self.paths(act))

    def paths(self, act: str) -> tuple[str, ...]:
        """What both the account and the token reach."""
        return self._by_act.get(act, ())

    def may_at(self, act: str, path: str) -> bool:
        """By a grant of the account on that organisation itself, within the scope."""
        return self.may(act, path) and self.account.may_at(act, path)

    def may_anywhere(self, act: str) -> bool:
        """Whether the act is allowed at all."""
        return bool(self.paths(act))

    @property
    def acts(self) -> frozenset[str]:
        """Every act allowed somewhere."""
        return frozenset(self._by_act)

    @property
    def home_name(self) -> str:
        """The organisation of the scope."""
        return self.place

    @property
    def home_path(self) -> str:
        """Its path."""
        return self.root


def _shared(paths: Iterable[str], root: str) -> tuple[str, ...]:
    """The parts of subtrees that lie in another one."""
    return outermost(path if path.startswith(root) else root for path in paths if path.startswith(root) or root.startswith(path))
