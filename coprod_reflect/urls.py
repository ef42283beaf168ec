"""The root: every app's own urls, the admin, and nothing else."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from coprod_reflect import health
from reports.urls import poll_urls

admin.autodiscover()
admin.site.site_header = "Coprod Reflect administration"
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("", include(poll_urls)),  # asked every two seconds, so it isn't looked for among all others
    path("", include("assessments.urls")),
    path("", include("teams.urls")),
    path("", include("rubric.urls")),
    path("", include("reports.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
]

handler400 = "coprod_reflect.faults.not_understood"
handler403 = "coprod_reflect.faults.not_allowed"
handler404 = "coprod_reflect.not_found.page_not_found"
handler500 = "coprod_reflect.faults.fault"
