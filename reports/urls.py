from django.urls import include, path

from reports.views import archives, details, every_team, paper, pdf, results, session

organisation_urls = [
    path("teams/", every_team.every_team, name="every_team"),
    path("actions/", every_team.due_actions, name="due_actions"),
    path("reports/", archives.archives, name="archives"),
    path("reports/<slug:token>/", archives.archive_file, name="archive_file"),
]

urlpatterns = [
    path("rounds/<slug:code>/results/", results.results, name="results"),
    path("mine/<slug:code>/what-we-see/", results.my_results, name="my_results"),
    path("rounds/<slug:code>/session/", session.session, name="session"),
    path("rounds/<slug:code>/session/<slug:principle>/", session.session_principle, name="session_principle"),
    path("session/<str:token>/poll/", session.session_poll, name="session_poll"),
    path("rounds/<slug:code>/report/", results.report, name="report"),
    path("rounds/<slug:code>/report/details/", details.report_details, name="report_details"),
    path("rounds/<slug:code>/report/pdf/", pdf.report_pdf, name="report_pdf"),
    path("rounds/<slug:code>/print/", paper.print_round, name="print_round"),
    path("rounds/<slug:code>/print/<slug:paper>/", paper.paper_pdf, name="paper_pdf"),
    path("organisations/<slug:slug>/", include(organisation_urls)),
]
