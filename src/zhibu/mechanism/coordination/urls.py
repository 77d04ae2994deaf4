"""Addresses of 共驻共建."""

from django.urls import path

from zhibu.mechanism.coordination.views import correcting, entering, liaison, lists, matching, partners, parts, projects

urlpatterns = [
    path("organisations/<str:code>/coordination", parts.of_organisation, name="organisation_coordination"),
    path("units/<str:code>/coordination", parts.of_unit, name="unit_coordination"),
    path("coordination/", lists.needs, name="coordination"),
    path("coordination/offers/", lists.offers, name="coordination_offers"),
    path("coordination/projects/", lists.projects, name="coordination_projects"),
    path("coordination/partners/", lists.partners, name="coordination_partners"),
    path("coordination/export", lists.export, name="coordination_export"),
    path("coordination/needs/new", entering.new_need, name="coordination_need_new"),
    path("coordination/needs/<str:code>/", matching.need, name="coordination_need"),
    path("coordination/needs/<str:code>/match/<str:offer_code>", matching.match, name="coordination_match"),
    path("coordination/needs/<str:code>/return", matching.send_back, name="coordination_return"),
    path("coordination/needs/<str:code>/correct", correcting.need, name="coordination_need_correct"),
    path("coordination/needs/<str:code>/withdraw", entering.withdraw_need, name="coordination_need_withdraw"),
    path("coordination/cases/<str:code>/need/<str:step>", matching.need_step, name="coordination_need_step"),
    path("coordination/offers/new", entering.new_offer, name="coordination_offer_new"),
    path("coordination/offers/<str:code>/", matching.offer, name="coordination_offer"),
    path("coordination/offers/<str:code>/project", matching.direct, name="coordination_direct"),
    path("coordination/offers/<str:code>/correct", correcting.offer, name="coordination_offer_correct"),
    path("coordination/offers/<str:code>/withdraw", entering.withdraw_offer, name="coordination_offer_withdraw"),
    path("coordination/projects/<str:code>/", projects.project, name="coordination_project"),
    path("coordination/projects/<str:code>/thanks.<str:ending>", projects.thanks, name="coordination_thanks"),
    path("coordination/cases/<str:code>/project/<str:step>", projects.step, name="coordination_project_step"),
    path("coordination/partners/new", partners.new, name="coordination_partner_new"),
    path("coordination/partners/<str:code>/", partners.partner, name="coordination_partner"),
    path("coordination/partners/<str:code>/end", partners.end, name="coordination_partner_end"),
    path("coordination/partners/<str:code>/year.<str:ending>", partners.year, name="coordination_year"),
    path("coordination/partners/<str:code>/thanks.<str:ending>", partners.thanks, name="coordination_partner_thanks"),
    path("coordination/partners/<str:code>/link", liaison.issue, name="coordination_link_new"),
    path("coordination/links/<str:code>/letter", liaison.letter, name="coordination_link_letter"),
    path("coordination/links/<str:code>/renew", liaison.renew, name="coordination_link_renew"),
    path("coordination/links/<str:code>/revoke", liaison.revoke, name="coordination_link_revoke"),
    path("coordination/arrivals/", liaison.arrivals, name="coordination_arrivals"),
    path("coordination/arrivals/<int:number>/seen", liaison.seen, name="coordination_arrival_seen"),
]
