"""Addresses of institutions."""

from django.urls import path

from zhibu.mechanism.institutions.views import acting, drafting, lists, one

urlpatterns = [
    path("institutions/", lists.institutions, name="institutions"),
    path("institutions/of/<str:code>", lists.institutions_of, name="institutions_of"),
    path("institutions/of/<str:code>/new", drafting.begin, name="institution_new"),
    path("institutions/<str:code>/", one.institution, name="institution"),
    path("institutions/<str:code>/versions/<int:number>", one.version, name="institution_version"),
    path("institutions/<str:code>/versions/<int:number>/word", one.word, name="institution_word"),
    path("institutions/<str:code>/compare", one.compare, name="institution_compare"),
    path("institutions/<str:code>/write", drafting.write, name="institution_write"),
    path("institutions/<str:code>/attach", drafting.attach, name="institution_attach"),
    path("institutions/<str:code>/clauses/new", drafting.clause, name="institution_clause"),
    path("institutions/<str:code>/clauses/<int:clause_id>/remove", drafting.clause_remove, name="institution_clause_remove"),
    path("institutions/<str:code>/adopt", acting.adopt, name="institution_adopt"),
    path("institutions/<str:code>/review", acting.review, name="institution_review"),
    path("institutions/<str:code>/repeal", acting.repeal, name="institution_repeal"),
]
