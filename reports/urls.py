from django.urls import include, path

from reports.views import (
    archives,
    easy_read,
    easy_read_editing,
    every_team,
    files,
    issuing,
    mine,
    paper,
    pdf,
    progress,
    results,
    session,
    session_placing,
    sharing,
    writing,
)

organisation_urls = [
    path("teams/", every_team.every_team, name="every_team"),
    path("teams/as/csv/", every_team.every_team_csv, name="every_team_csv"),
    path("actions/", every_team.due_actions, name="due_actions"),
    path("reports/", archives.archives, name="archives"),
    path("reports/<slug:token>/", archives.archive_file, name="archive_file"),
]

easy_read_urls = [
    path("", easy_read.easy_read_summary, name="easy_read_summary"),
    path("pdf/", easy_read.easy_read_summary_pdf, name="easy_read_summary_pdf"),
    path("edit/", easy_read_editing.edit_easy_read_summary, name="edit_easy_read_summary"),
    path("check/", easy_read_editing.check_easy_read_summary, name="check_easy_read_summary"),
    path(
        "pictures/<slug:point>/",
        easy_read_editing.choose_easy_read_picture,
        name="choose_easy_read_picture",
    ),
    path("issue/", easy_read.issue_easy_read_summary, name="issue_easy_read_summary"),
    path("<int:number>/", easy_read.issued_easy_read_summary, name="issued_easy_read_summary"),
    path("<int:number>/pdf/", easy_read.issued_easy_read_summary_pdf, name="issued_easy_read_summary_pdf"),
]

# For whoever has the link of an issued report.
shared_urls = [
    path("", sharing.shared_report, name="shared_report"),
    path("easy-read/", sharing.shared_easy_read, name="shared_easy_read"),
    path("easy-read/pdf/", sharing.shared_easy_read_pdf, name="shared_easy_read_pdf"),
    path("<slug:format>/", sharing.shared_report_file, name="shared_report_file"),
]

slide_urls = [
    path("", session.session_principle, name="session_principle"),
    path("<int:number>/", session.session_difference, name="session_difference"),
    path("more/", session.session_more, name="session_more"),
]

poll_urls = [path("session/<str:token>/poll/", session.session_poll, name="session_poll")]

urlpatterns = [
    path("teams/<slug:code>/progress/", progress.progress, name="progress"),
    path("rounds/<slug:code>/results/", results.results, name="results"),
    path("rounds/<slug:code>/results/<slug:principle>/", results.results_part, name="results_part"),
    path("rounds/<slug:code>/results/by/<slug:frame>/", results.results_by, name="results_by"),
    path(
        "rounds/<slug:code>/results/activities/<slug:activity>/",
        results.results_activity,
        name="results_activity",
    ),
    path("mine/<slug:code>/what-we-see/", mine.my_results, name="my_results"),
    path("mine/<slug:code>/what-we-see/<slug:principle>/", mine.my_results_part, name="my_results_part"),
    path("mine/<slug:code>/what-we-see/by/<slug:frame>/", mine.my_results_by, name="my_results_by"),
    path(
        "mine/<slug:code>/what-we-see/activities/<slug:activity>/",
        mine.my_results_activity,
        name="my_results_activity",
    ),
    path("mine/<slug:code>/see-more/", mine.my_results_more, name="my_results_more"),
    path("rounds/<slug:code>/session/", session.session, name="session"),
    path("rounds/<slug:code>/session/<slug:principle>/", include(slide_urls)),
    path(
        "rounds/<slug:code>/slides/<slug:activity>/",
        session_placing.session_activity,
        name="session_activity",
    ),
    path(
        "rounds/<slug:code>/slides/<slug:activity>/<int:number>/",
        session_placing.session_places,
        name="session_places",
    ),
    path("rounds/<slug:code>/warm-ups/<int:number>/", session.session_warm_up, name="session_warm_up"),
    path("rounds/<slug:code>/report/", results.report, name="report"),
    path("rounds/<slug:code>/report/go-on/", writing.go_on_with_report, name="go_on_with_report"),
    path("rounds/<slug:code>/report/meeting/", writing.write_meeting, name="write_meeting"),
    path("rounds/<slug:code>/report/asks/", writing.write_asks, name="write_asks"),
    path("rounds/<slug:code>/report/summary/", writing.write_summary, name="write_summary"),
    path("rounds/<slug:code>/report/done/", writing.write_done, name="write_done"),
    path("rounds/<slug:code>/report/preview/<slug:step>/", writing.preview_report, name="preview_report"),
    path("rounds/<slug:code>/report/issue/", issuing.issue_report, name="issue_report"),
    path("rounds/<slug:code>/report/<int:number>/", issuing.issued_report, name="issued_report"),
    path(
        "rounds/<slug:code>/report/<int:number>/link/",
        sharing.share_issued_report,
        name="share_issued_report",
    ),
    path(
        "rounds/<slug:code>/report/<int:number>/<slug:format>/",
        issuing.issued_report_file,
        name="issued_report_file",
    ),
    path("rounds/<slug:code>/report/pdf/", pdf.report_pdf, name="report_pdf"),
    path("rounds/<slug:code>/report/as/<slug:format>/", files.report_file, name="report_file"),
    path("rounds/<slug:code>/easy-read/", include(easy_read_urls)),
    path("mine/<slug:code>/easy-read/", easy_read.my_easy_read_summary, name="my_easy_read_summary"),
    path(
        "mine/<slug:code>/easy-read/pdf/",
        easy_read.my_easy_read_summary_pdf,
        name="my_easy_read_summary_pdf",
    ),
    path("shared/<slug:token>/", include(shared_urls)),
    path("rounds/<slug:code>/print/", paper.print_round, name="print_round"),
    path("rounds/<slug:code>/print/<slug:paper>/", paper.paper_pdf, name="paper_pdf"),
    path("organisations/<slug:slug>/", include(organisation_urls)),
]
