"""Addresses of this package."""

from django.urls import path

from zhibu.keeping.views import asking, exports, retention

urlpatterns = [
    path("retention/", retention.retention, name="retention"),
    path("retention/due/", retention.due, name="retention_due"),
    path("retention/people/<str:code>/hold", retention.hold, name="retention_hold"),
    path("retention/people/<str:code>/lift", retention.lift, name="retention_lift"),
    path("exports/", exports.exports, name="exports"),
    path("exports/new", asking.new, name="export_new"),
    path("exports/<int:export_id>/", exports.export, name="export"),
    path("exports/<int:export_id>/decide", exports.decide, name="export_decide"),
    path("exports/<int:export_id>/make", exports.make_file, name="export_make"),
    path("exports/<int:export_id>/file", exports.file, name="export_file"),
    path("exports/<int:export_id>/destroyed", exports.destroyed, name="export_destroyed"),
]
