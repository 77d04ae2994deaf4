"""What findings show on pages of lower packages; wired in ``config``."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from zhibu.cases.terms import ROLE_ACTS, ActorRole
from zhibu.kernel.readers import AccountReader
from zhibu.oversight.findings import Finding
from zhibu.oversight.presentation import desk
from zhibu.oversight.queries.findings import SEE, SEE_PERSONAL, Asked
from zhibu.oversight.queries.kept import is_first_week, kept_counts, kept_findings, recorded_for
from zhibu.oversight.views.overview import clause_lines
from zhibu.web.panels import About, Later, Panel


def on_the_desk(reader: AccountReader, moment: datetime) -> Sequence[Panel]:
    """For those who look after organisations."""
    if not reader.paths(SEE):
        return []
    on = moment.date()
    at = recorded_for(reader.home_path, on=on)
    if at.wide:
        found = kept_counts(Asked.by(reader, on=on), at, scope=reader.home_path)
        return [Panel("提醒事项", clause_lines(found), "", "按下级党组织看", reverse("findings"))]
    shown = [one for one in kept_findings(Asked.by(reader, on=on), at) if not _own_turn(reader, one)]
    return desk(shown, on=on, calm=is_first_week(at, on))


def _own_turn(reader: AccountReader, found: Finding) -> bool:
    """A step that stands on this desk already, among what waits for this very person."""
    return found.subject.kind == "step" and found.subject.path in reader.paths(ROLE_ACTS[ActorRole(found.subject.facts["role"])])


def of_organisation(about: About) -> Later | None:
    """Fetched when the page of an organisation stands."""
    return _later("organisation_findings", about) if about.reader.may(SEE, about.path) else None


def of_member(about: About) -> Later | None:
    """Only for the branch secretary, the clerk and the person."""
    own = about.reader.person_id == about.id and about.reader.may_own(SEE_PERSONAL)
    return _later("person_findings", about) if own or about.reader.may(SEE_PERSONAL, about.path) else None


def _later(name: str, about: About) -> Later:
    day = f"?on={about.on.isoformat()}" if about.on else ""
    return Later("查看提醒事项", f"{reverse(name, args=[about.code])}{day}")
