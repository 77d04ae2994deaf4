"""Addresses of local parameters."""

from django.urls import path

from zhibu.parameters import views

urlpatterns = [
    path("parameters/", views.parameters, name="parameters"),
    path("parameters/proposals/<int:proposal_id>/decide", views.decide, name="parameter_decide"),
    path("parameters/proposals/<int:proposal_id>/withdraw", views.withdraw, name="parameter_withdraw"),
    path("parameters/<str:code>/<str:name>/", views.parameter, name="parameter"),
    path("parameters/<str:code>/<str:name>/propose", views.propose, name="parameter_propose"),
]
