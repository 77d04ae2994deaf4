"""A token reaches what its account reaches, within its scope, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from zhibu.access.readers import AccountReader, Held, ScopedReader
from zhibu.access.terms import TOKEN_ACTS, Role

PLACES = ("0001", "00010002", "00010003", "000100020004", "000100020005", "000100030006", "0007")
ACTS = ("see_register", "record_gatherings", "see_hardship", "edit_members", "hold_tokens")
GRANTS = st.lists(st.builds(Held, st.sampled_from(list(Role)), st.sampled_from(PLACES), st.just("")), max_size=4)


@given(
    GRANTS, st.sets(st.sampled_from(TOKEN_ACTS)), st.sampled_from(PLACES), st.sampled_from((*ACTS, *TOKEN_ACTS)), st.sampled_from(PLACES)
)
def test_it_may_what_both_allow_where_tokens_may_be_held(held: list[Held], scope: set[str], root: str, act: str, path: str) -> None:
    account = AccountReader(1, "周敏", tuple(held), 7)
    token = ScopedReader(account, frozenset(scope), root, "")
    allowed = act in scope and path.startswith(root) and account.may(act, path) and account.may("hold_tokens", path)
    assert token.may(act, path) == allowed
    assert (token.may_own(act), token.person_id, token.everywhere) == (False, None, False)
    assert token.may_at(act, path) == (allowed and account.may_at(act, path))


@given(GRANTS, st.sampled_from(PLACES))
def test_the_subtrees_of_an_act_lie_in_the_scope_and_in_no_other_of_them(held: list[Held], root: str) -> None:
    token = ScopedReader(AccountReader(1, "周敏", tuple(held)), frozenset(TOKEN_ACTS), root, "")
    for act in TOKEN_ACTS:
        paths = token.paths(act)
        assert all(path.startswith(root) for path in paths)
        assert not any(one != other and one.startswith(other) for one in paths for other in paths)
        assert (act in token.acts) == bool(paths) == token.may_anywhere(act)
