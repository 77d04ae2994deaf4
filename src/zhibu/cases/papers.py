"""Photos and files of a document: seen by those who see its case, added and removed by those who handle it until it has ended."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from django.urls import reverse

from zhibu.cases.models import Case, CaseDocument
from zhibu.cases.queries.log import DocumentRow
from zhibu.cases.registry import procedure
from zhibu.cases.terms import ACT, SEE, Status
from zhibu.files.models import FileRecord
from zhibu.files.owners import Belonging, Owner
from zhibu.files.queries import attached
from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.readers import AccountReader

WHY: Final = "材料的附件：先找到材料，再按所属事项核对权限"
KIND: Final = "case_document"
ENDED: Final = Decision.of(Objection("ended", "事项已经结束，材料的附件不再改动。", remedy="还要补的，请随新的事项登记。"))


def code_of(case_code: str, document: int) -> str:
    """Case and document."""
    return f"{case_code}-{document}"


def _documents(codes: Collection[str]) -> Mapping[str, CaseDocument]:
    numbers = {int(number) for code in codes if (number := code.rpartition("-")[2]).isdecimal()}
    found = CaseDocument.objects.unguarded(WHY).filter(pk__in=numbers).select_related("case__now_holder", "case__now_assignee")
    by_code = {code_of(one.case.code, one.pk): one for one in found}
    return {code: by_code[code] for code in codes if code in by_code}


def belonging(reader: AccountReader, code: str) -> Belonging | None:
    """As the page of the case shows it."""
    document = _documents([code]).get(code)
    if document is None or not Case.objects.seen_by(reader, SEE).filter(pk=document.case_id).exists():
        return None
    case = document.case
    paths = [one.now_path for one in (case.now_holder, case.now_assignee) if one is not None]
    path = next((one for one in paths if reader.may(ACT, one)), paths[0])
    url = reverse("case_paper", args=[case.code, document.pk])
    return Belonging(path, f"{case.code} {name_of(case, document.document)}", url, ACT, fixed=_fixed(case))


def name_of(case: Case, document: str) -> str:
    """What a document is called by the procedure of its case."""
    return procedure(case.procedure, case.version).documents.get(document, document)


def _fixed(case: Case) -> Decision:
    return ENDED if Status(case.now_state).ended else Decision()


def hold(code: str) -> Decision:
    """Whoever ends a case holds it first, too."""
    document = _documents([code]).get(code)
    if document is None:
        return Decision()
    return _fixed(Case.objects.unguarded(WHY).select_for_update(no_key=True).get(pk=document.case_id))


def places(codes: Collection[str]) -> Mapping[str, str]:
    """Where their cases stand, for the trail."""
    return {code: one.case.now_holder.now_path for code, one in _documents(codes).items()}


def papers_of(case: Case, documents: Iterable[DocumentRow]) -> Mapping[int, list[FileRecord]]:
    """By document; one query, none where nothing has come."""
    codes = {code_of(case.code, one.number): one.number for one in documents}
    found = attached(KIND, codes) if codes else {}
    return {codes[code]: records for code, records in found.items()}


OWNER: Final = Owner("办理材料", belonging, places, hold)
