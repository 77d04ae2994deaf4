"""Addresses of live scores and tables."""

from django.urls import path

from zhibu.mechanism.appraisal.views import envelopes, importing, rows, scores, tables

urlpatterns = [
    path("appraisal/", scores.listing, name="scores"),
    path("appraisal/<str:code>/", scores.score, name="score"),
    path("appraisal/<str:code>/trend", scores.trend, name="score_trend"),
    path("appraisal/<str:code>/<int:number>", scores.line, name="score_line"),
    path("appraisal/of/<str:code>", scores.of_organisation, name="scores_of"),
    path("appraisal/<str:code>/envelope", envelopes.of_agreement, name="score_envelope"),
    path("appraisal/<str:code>/year.pdf", envelopes.year, name="score_year_paper"),
    path("envelopes/", envelopes.listing, name="envelopes"),
    path("envelopes/<str:code>/cover.pdf", envelopes.envelope_cover, name="envelope_cover"),
    path("schemes/", tables.listing, name="schemes"),
    path("schemes/new", tables.new, name="scheme_new"),
    path("schemes/import", importing.upload, name="scheme_import"),
    path("schemes/import/rows", importing.rows, name="scheme_import_rows"),
    path("schemes/rows/<int:pk>", rows.row, name="scheme_row"),
    path("schemes/rows/<int:pk>/out", rows.out, name="scheme_row_out"),
    path("schemes/rows/<int:pk>/rule", rows.rule, name="scheme_rule"),
    path("schemes/<str:code>/", tables.scheme, name="scheme"),
    path("schemes/<str:code>/head", tables.head, name="scheme_head"),
    path("schemes/<str:code>/envelope", envelopes.of_scheme, name="scheme_envelope"),
    path("schemes/<str:code>/copy", tables.copy, name="scheme_copy"),
    path("schemes/<str:code>/pick", tables.pick, name="scheme_pick"),
    path("schemes/<str:code>/in-force", tables.in_force, name="scheme_in_force"),
    path("schemes/<str:code>/discard", tables.discard, name="scheme_discard"),
    path("schemes/<str:code>/rows/new", rows.new, name="scheme_row_new"),
]
