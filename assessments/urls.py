from django.urls import include, path

from assessments.views import (
    action_steps,
    actions,
    activities,
    archived_teams,
    by_telephone,
    calendars,
    came_of_it,
    coming_in,
    coming_in_as_group,
    door,
    everybody,
    home,
    how_it_reads,
    joining,
    mine,
    my_activity,
    my_part,
    my_quotes,
    needs,
    opening,
    pages,
    places,
    quotes,
    remarks,
    removing,
    renaming,
    room,
    round_page,
    rounds,
    session_formats,
    standing,
    taken_back,
    team,
    thanks,
    together,
    together_activity,
    type_in,
    warm_ups,
    way_back,
    who_may_read,
    you_said,
)

page_urls = [
    path("", home.home, name="home"),
    path("about/", pages.about, name="about"),
    path("who-sees-my-answers/", pages.who_sees, name="who_sees"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("help/", pages.help, name="help"),
    path("sign-out/", home.sign_out, name="account_logout"),
    path("wording/", pages.set_wording, name="set_wording"),
    path("teams/", places.teams, name="teams"),
    path("actions/", places.all_actions, name="all_actions"),
    path("organisations/", places.organisations, name="organisations"),
    path("favicon.ico", pages.favicon, name="favicon"),
]

round_urls = [
    path("teams/<slug:code>/", team.team, name="team"),
    path("teams/<slug:code>/archive/", archived_teams.archive_team, name="archive_team"),
    path("teams/<slug:code>/bring-back/", archived_teams.bring_back_team, name="bring_back_team"),
    path("teams/<slug:code>/rounds/new/", rounds.plan_round, name="plan_round"),
    path("rounds/<slug:code>/", round_page.round_page, name="round"),
    path("rounds/<slug:code>/edit/", rounds.edit_round, name="edit_round"),
    path("rounds/<slug:code>/activities/", activities.activities, name="activities"),
    path("rounds/<slug:code>/open/", opening.open_round, name="open_round"),
    path("rounds/<slug:code>/close/", rounds.close_round, name="close_round"),
    path("rounds/<slug:code>/reopen/", rounds.reopen_round, name="reopen_round"),
    path("rounds/<slug:code>/name/", renaming.rename_round, name="rename_round"),
    path("rounds/<slug:code>/delete/", removing.delete_plan, name="delete_plan"),
    path("rounds/<slug:code>/remove/", removing.remove_try_out, name="remove_try_out"),
    path("rounds/<slug:code>/up-to-date/", rounds.bring_up_to_date, name="bring_up_to_date"),
    path("rounds/<slug:code>/paper/", type_in.type_in, name="type_in"),
    path(
        "rounds/<slug:code>/paper/telephone/",
        by_telephone.type_in_by_telephone,
        name="type_in_by_telephone",
    ),
    path("rounds/<slug:code>/everybody/", everybody.everybody_of_round, name="everybody_of_round"),
]

together_urls = [
    path("rounds/<slug:code>/together/", together.together, name="together"),
    path(
        "rounds/<slug:code>/together/activities/<slug:activity>/",
        together_activity.together_activity,
        name="together_activity",
    ),
    path(
        "rounds/<slug:code>/together/activities/<slug:activity>/save/",
        together_activity.save_together_activity,
        name="save_together_activity",
    ),
    path(
        "rounds/<slug:code>/together/activities/<slug:activity>/why/",
        together_activity.together_why,
        name="together_why",
    ),
    path("rounds/<slug:code>/together/room/", room.room, name="room"),
    path(
        "rounds/<slug:code>/together/parts/<slug:principle>/",
        together.together_principle,
        name="together_principle",
    ),
    path(
        "rounds/<slug:code>/together/parts/<slug:principle>/save/",
        together.save_together,
        name="save_together",
    ),
    path("rounds/<slug:code>/together/parts/<slug:principle>/standing/", standing.standing, name="standing"),
]

joining_urls = [
    path("join/", joining.join, name="join"),
    path("easy/", joining.join_easy, name="join_easy"),
    path("j/<slug:token>/", joining.join_link, name="join_link"),
    path("j/<slug:token>/easy-read/", joining.join_link_easy, name="join_link_easy"),
    path("no-thank-you/", pages.said_no, name="said_no"),
    path("helping/", pages.helping, name="helping"),
    path("join/<slug:code>/", coming_in.join_round, name="join_round"),
    path("join/<slug:code>/before/", coming_in.join_promises, name="join_promises"),
    path("join/<slug:code>/as/", coming_in.join_as, name="join_as"),
    path("join/<slug:code>/today/", coming_in.join_today, name="join_today"),
    path("join/<slug:code>/name/", coming_in.join_name, name="join_name"),
    path("join/<slug:code>/help/", coming_in.join_help, name="join_help"),
    path("join/<slug:code>/helping/", coming_in.join_helping, name="join_helping"),
    path("join/<slug:code>/need/", needs.need, name="say_need"),
    path("join/<slug:code>/group/", coming_in_as_group.join_as_group, name="join_as_group"),
    path("join/<slug:code>/group/part/", coming_in_as_group.join_group_part, name="join_group_part"),
    path("join/<slug:code>/group/most/", coming_in_as_group.join_group_most, name="join_group_most"),
    path("rounds/<slug:code>/alone/", joining.answer_alone, name="answer_alone"),
    path("rounds/<slug:code>/tell/", door.tell_the_team, name="tell_the_team"),
    path("rounds/<slug:code>/door/", door.door, name="door"),
    path("rounds/<slug:code>/door/qr-code.png", door.square_png, name="square_png"),
    path("rounds/<slug:code>/door/qr-code.svg", door.square_svg, name="square_svg"),
    path("rounds/<slug:code>/door/change/", door.change_door, name="change_door"),
    path("rounds/<slug:code>/door/empty-sheets/", door.remove_empty_sheets, name="remove_empty_sheets"),
]

my_urls = [
    path("", mine.my_sheet, name="my_sheet"),
    path("parts/<slug:principle>/", my_part.my_principle, name="my_principle"),
    path("parts/<slug:principle>/<int:number>/", my_part.my_statement, name="my_statement"),
    path(
        "parts/<slug:principle>/<int:number>/wording/",
        remarks.remark_on_statement,
        name="remark_on_statement",
    ),
    path("parts/<slug:principle>/words/", my_part.my_words, name="my_words"),
    path("parts/<slug:principle>/who-may-read/", who_may_read.who_may_read, name="who_may_read"),
    path("parts/<slug:principle>/quoting/", who_may_read.who_may_quote, name="who_may_quote"),
    path("parts/<slug:principle>/save/", mine.save_mine, name="save_mine"),
    path("parts/<slug:principle>/next/", thanks.my_next, name="my_next"),
    path("activities/<slug:activity>/", my_activity.my_activity, name="my_activity"),
    path("activities/<slug:activity>/save/", my_activity.save_my_activity, name="save_my_activity"),
    path("activities/<slug:activity>/<int:number>/", my_activity.my_activity_step, name="my_activity_step"),
    path(
        "activities/<slug:activity>/who-may-read/",
        who_may_read.who_may_read,
        name="who_may_read_activity",
    ),
    path("activities/<slug:activity>/quoting/", who_may_read.who_may_quote, name="who_may_quote_activity"),
    path("activities/<slug:activity>/next/", thanks.my_next, name="my_activity_next"),
    path("thank-you/", thanks.thank_you, name="thank_you"),
    path("everybody/", everybody.everybody, name="everybody"),
    path("return-code/", way_back.my_return_code, name="my_return_code"),
    path("return-code/picture/", way_back.return_code_picture, name="return_code_picture"),
    path("download/", mine.download_mine, name="download_mine"),
    path("quotes/", my_quotes.my_quotes, name="my_quotes"),
    path("quotes/<slug:quote>/", my_quotes.take_back, name="take_back"),
    path("erase/", mine.erase_mine, name="erase_mine"),
    path("hand-over/", way_back.hand_over, name="hand_over"),
]

action_urls = [
    path("teams/<slug:code>/actions/", actions.actions, name="actions"),
    path("teams/<slug:code>/actions/new/", actions.plan_action, name="plan_action"),
    path("teams/<slug:code>/actions/calendar.ics", calendars.actions_calendar, name="actions_calendar"),
    path("actions/<slug:code>/", actions.action, name="action"),
    path("actions/<slug:code>/change/", actions.change_action, name="change_action"),
    path("actions/<slug:code>/step/", action_steps.step_action, name="step_action"),
    path("actions/<slug:code>/stop/", action_steps.stop_action, name="stop_action"),
    path("actions/<slug:code>/note/", action_steps.note_action, name="note_action"),
    path("actions/<slug:code>/take-out/", action_steps.take_out_action, name="take_out_action"),
    path("actions/<slug:code>/calendar.ics", calendars.action_calendar, name="action_calendar"),
]

you_said_urls = [
    path("", you_said.you_said, name="you_said"),
    path("draft/", you_said.draft_you_said, name="draft_you_said"),
    path("new/", you_said.add_entry, name="add_entry"),
    path("publish/", you_said.publish_you_said, name="publish_you_said"),
    path("offline/", you_said.take_offline, name="take_offline"),
    path("<slug:entry>/", you_said.change_entry, name="change_entry"),
    path("<slug:entry>/move/", you_said.move_entry, name="move_entry"),
    path("<slug:entry>/take-out/", you_said.take_out_entry, name="take_out_entry"),
]

quote_urls = [
    path("", quotes.quotes, name="quotes"),
    path("outside/", quotes.decide_quotes, name="decide_quotes"),
    path("from/<slug:mark>/", quotes.choose_quote, name="choose_quote"),
    path("<slug:quote>/", quotes.approve_quote, name="approve_quote"),
    path("<slug:quote>/take-off/", quotes.take_off_quote, name="take_off_quote"),
]

warm_up_urls = [
    path("new/", warm_ups.add_warm_up, name="add_warm_up"),
    path("<slug:key>/", warm_ups.edit_warm_up, name="edit_warm_up"),
    path("<slug:key>/retire/", warm_ups.retire_warm_up, name="retire_warm_up"),
    path("<slug:key>/bring-back/", warm_ups.bring_back_warm_up, name="bring_back_warm_up"),
]

format_urls = [
    path("", session_formats.session_formats, name="session_formats"),
    path("how-it-reads/", how_it_reads.how_easy_it_reads, name="how_easy_it_reads"),
    path("new/", session_formats.add_session_format, name="add_session_format"),
    path("<slug:key>/", session_formats.edit_session_format, name="edit_session_format"),
    path("<slug:key>/retire/", session_formats.retire_session_format, name="retire_session_format"),
    path(
        "<slug:key>/bring-back/", session_formats.bring_back_session_format, name="bring_back_session_format"
    ),
]

# They are tried in this order, so what people ask for most comes first.
urlpatterns = [
    path("mine/<slug:code>/", include(my_urls)),
    *together_urls,
    *page_urls,
    *round_urls,
    *joining_urls,
    *action_urls,
    path("rounds/<slug:code>/you-said/", include(you_said_urls)),
    path("came-of-it/<slug:token>/", came_of_it.came_of_it, name="came_of_it"),
    path("erased/", mine.erased, name="erased"),
    path("rounds/<slug:code>/quotes/", include(quote_urls)),
    path("rounds/<slug:code>/taken-back/", taken_back.taken_back, name="taken_back"),
    path("organisations/<slug:slug>/session-formats/", include(format_urls)),
    path("organisations/<slug:slug>/warm-ups/", include(warm_up_urls)),
    path("rounds/<slug:code>/format/", session_formats.choose_session_format, name="choose_session_format"),
]
