"""Addresses of certificates and lists; a check needs code and surname."""

from django.urls import path

from zhibu.mechanism.honours.views import certificates

urlpatterns = [
    path("certificates/", certificates.listing, name="certificates"),
    path("certificates/check", certificates.check, name="certificate_check"),
    path("certificates/one/<str:number>.pdf", certificates.one, name="certificate"),
    path("certificates/<str:code>/<int:year>/", certificates.of_year, name="certificates_of_year"),
    path("certificates/<str:code>/<int:year>/kinds/<str:kind>.pdf", certificates.printed, name="certificates_printed"),
    path("certificates/<str:code>/<int:year>/papers/<str:paper>.<str:ending>", certificates.paper, name="certificates_paper"),
]
