"""Addresses of ceremonies."""

from django.urls import path

from zhibu.mechanism.commemoration.views import ceremony, guests, lists, programme, seats

urlpatterns = [
    path("ceremonies/", lists.listing, name="ceremonies"),
    path("ceremonies/new", lists.begin, name="ceremony_new"),
    path("ceremonies/<str:code>/", ceremony.ceremony, name="ceremony"),
    path("ceremonies/<str:code>/cancel", ceremony.cancel, name="ceremony_cancel"),
    path("ceremonies/<str:code>/lines/new", programme.add, name="ceremony_line_new"),
    path("ceremonies/<str:code>/lines/<int:number>", programme.change, name="ceremony_line"),
    path("ceremonies/<str:code>/lines/<int:number>/remove", programme.drop, name="ceremony_line_remove"),
    path("ceremonies/<str:code>/guests/new", guests.invite, name="ceremony_guests"),
    path("ceremonies/<str:code>/guests/<int:pk>", guests.change, name="ceremony_guest"),
    path("ceremonies/<str:code>/guests/<int:pk>/remove", guests.uninvite, name="ceremony_guest_remove"),
    path("ceremonies/<str:code>/delegations", guests.delegations, name="ceremony_delegations"),
    path("ceremonies/<str:code>/seats", seats.seats, name="ceremony_seats"),
    path("ceremonies/<str:code>/seats/hall", seats.hall, name="ceremony_hall"),
    path("ceremonies/<str:code>/seats/swap", seats.swap, name="ceremony_swap"),
    path("ceremonies/<str:code>/seats/reset", seats.reset, name="ceremony_seats_reset"),
    path("ceremonies/<str:code>/figures", ceremony.figures, name="ceremony_figures"),
    path("ceremonies/<str:code>/papers/<str:kind>.<str:ending>", ceremony.paper, name="ceremony_paper"),
]
