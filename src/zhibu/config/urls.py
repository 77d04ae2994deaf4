"""All addresses. Each package brings its own; what is listed here is what the permission matrix walks."""

from django.urls import URLPattern, URLResolver, include, path

from zhibu.config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("", include("zhibu.access.urls")),
    path("", include("zhibu.register.urls")),
]
