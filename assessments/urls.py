from django.urls import path

from assessments.views import home, pages, part, room, rounds, standing, team, together

page_urls = [
    path("", home.home, name="home"),
    path("about/", pages.about, name="about"),
    path("who-sees-my-answers/", pages.who_sees, name="who_sees"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("help/", pages.help, name="help"),
    path("wording/", pages.set_wording, name="set_wording"),
    path("favicon.ico", pages.favicon, name="favicon"),
]

round_urls = [
    path("teams/<slug:code>/", team.team, name="team"),
    path("teams/<slug:code>/rounds/new/", rounds.plan_round, name="plan_round"),
    path("rounds/<slug:code>/", rounds.round, name="round"),
    path("rounds/<slug:code>/edit/", rounds.edit_round, name="edit_round"),
    path("rounds/<slug:code>/open/", rounds.open_round, name="open_round"),
    path("rounds/<slug:code>/close/", rounds.close_round, name="close_round"),
    path("rounds/<slug:code>/reopen/", rounds.reopen_round, name="reopen_round"),
    path("rounds/<slug:code>/show/", rounds.show_what_we_see, name="show_what_we_see"),
]

together_urls = [
    path("rounds/<slug:code>/together/", together.together, name="together"),
    path("rounds/<slug:code>/together/room/", room.room, name="room"),
    path("rounds/<slug:code>/together/<slug:principle>/", part.together_principle, name="together_principle"),
    path("rounds/<slug:code>/together/<slug:principle>/save/", part.save_together, name="save_together"),
    path("rounds/<slug:code>/together/<slug:principle>/standing/", standing.standing, name="standing"),
]

urlpatterns = [*page_urls, *round_urls, *together_urls]
