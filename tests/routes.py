"""Every URL of ours: who is let in, and what they get. Django's own admin pages have a test in tests/teams."""

from dataclasses import dataclass

# Alice facilitates, Bob is in her team, Olu is an admin and Ede a rubric editor of their organisation. Sita edits
# shared rubrics, Tess is the site's administrator, Charlie may do everything in another organisation. Dana has only a
# sheet of our round, and Erin only one of another organisation's: to pages that ask for an account they are nobody.
CAST = ("nobody", "Alice", "Bob", "Olu", "Ede", "Sita", "Tess", "Charlie", "Dana", "Erin")
OUTSIDERS = ("nobody", "Sita", "Tess", "Charlie", "Erin")
WITHOUT_ACCOUNT = ("nobody", "Dana", "Erin")
SIGN_IN, FORBIDDEN, MISSING = "sign in", 403, 404
OK = "ok"  # let in: the row says what the answer is then


def who(nobody, alice, bob, olu, ede, outside=MISSING):
    found = (nobody, alice, bob, olu, ede, outside, outside, outside, nobody, nobody)
    return dict(zip(CAST, found, strict=True))


ANYBODY = who(OK, OK, OK, OK, OK, OK)
SIGNED_IN = who(SIGN_IN, OK, OK, OK, OK, OK)
TO_THEIR_ONLY_ONE = who(SIGN_IN, 302, 302, 302, OK, OK) | {"Charlie": 302}
ORGANISATION = who(SIGN_IN, OK, OK, OK, OK)
ADMINS = who(SIGN_IN, FORBIDDEN, FORBIDDEN, OK, FORBIDDEN)
READERS = who(SIGN_IN, OK, OK, OK, MISSING)
MEMBERS = who(SIGN_IN, OK, OK, FORBIDDEN, MISSING)
FACILITATORS = who(SIGN_IN, OK, FORBIDDEN, FORBIDDEN, MISSING)
MANAGERS = who(SIGN_IN, OK, FORBIDDEN, OK, MISSING)
NOBODY = who(MISSING, MISSING, MISSING, MISSING, MISSING)
NOBODY_SIGNED_IN = who(SIGN_IN, MISSING, MISSING, MISSING, MISSING)
OWNER = NOBODY | {"Dana": OK}  # whoever's browser holds the sheet, and no account whatever it may do
SITE = NOBODY_SIGNED_IN | {"Tess": OK}  # whoever looks after it
EDITORS = who(SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OK)
EDITORS_OF_ANY = who(SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OK, FORBIDDEN) | {"Sita": OK, "Charlie": OK}
SHARED_EDITORS = who(SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN) | {"Sita": OK}


@dataclass(frozen=True)
class Row:
    """Who is let in, what the URL names, and the answers to an empty GET and POST of somebody who is let in."""

    who: dict
    names: str = ""
    get: int = 200
    post: int = 200
    stranger: tuple = ()  # the same two, for somebody who isn't signed in, if they differ
    may_tell: bool = False  # it shows something of the organisation to whoever has the link


MATRIX = {
    # Pages for anybody
    "home": Row(ANYBODY),
    "about": Row(ANYBODY),
    "who_sees": Row(ANYBODY),
    "accessibility": Row(ANYBODY),
    "help": Row(ANYBODY),
    "set_wording": Row(ANYBODY, get=302, post=400),
    "favicon": Row(ANYBODY, get=302, post=302),
    "healthz": Row(ANYBODY),
    "readyz": Row(ANYBODY),
    # Accounts
    "account_login": Row(ANYBODY, get=302, post=302, stranger=(200, 200)),
    "account_request_login_code": Row(ANYBODY, get=302, post=302, stranger=(200, 200)),
    "account_confirm_login_code": Row(ANYBODY, get=302, post=302),
    "account_inactive": Row(ANYBODY, post=405),
    "account_signup": Row(ANYBODY),
    "account_logout": Row(ANYBODY, post=302, stranger=(302, 302)),
    "demo_sign_in": Row(ANYBODY, get=405, post=404),
    # Invitations: the link is the key
    "invitation": Row(ANYBODY, "invitation", may_tell=True),
    "send_invitation_code": Row(ANYBODY, "invitation", get=405, post=302),
    "accept_invitation": Row(SIGNED_IN, "invitation", get=405, post=302),
    "send_invitation_again": Row(MANAGERS, "invitation", get=405, post=302),
    "withdraw_invitation": Row(MANAGERS, "invitation", get=405, post=302),
    # Organisations
    "site_organisations": Row(SITE, may_tell=True),
    "new_organisation": Row(SITE),
    "invite_admin": Row(SITE, "organisation", may_tell=True),
    "organisation": Row(ORGANISATION, "organisation"),
    "organisation_settings": Row(ADMINS, "organisation"),
    "perspectives": Row(ADMINS, "organisation"),
    "change_perspective": Row(ADMINS, "organisation", get=405, post=302),
    "move_perspective": Row(ADMINS, "organisation", get=405, post=302),
    "retire_perspective": Row(ADMINS, "organisation", get=405, post=302),
    "bring_back_perspective": Row(ADMINS, "organisation", get=405, post=302),
    "session_formats": Row(ADMINS, "organisation"),
    "how_easy_it_reads": Row(ADMINS, "organisation", get=405),
    "add_session_format": Row(ADMINS, "organisation"),
    "edit_session_format": Row(ADMINS, "session format"),
    "retire_session_format": Row(ADMINS, "session format", get=405, post=302),
    "bring_back_session_format": Row(ADMINS, "session format", get=405, post=302),
    "add_warm_up": Row(ADMINS, "organisation"),
    "edit_warm_up": Row(ADMINS, "warm-up"),
    "retire_warm_up": Row(ADMINS, "warm-up", get=405, post=302),
    "bring_back_warm_up": Row(ADMINS, "warm-up", get=405, post=302),
    "organisation_colours": Row(ANYBODY, "colours", post=405),
    "organisation_logo": Row(ANYBODY, "logo", get=404, post=405),
    "new_team": Row(ADMINS, "organisation"),
    "organisation_people": Row(ADMINS, "organisation", post=405),
    "invite_to_organisation": Row(ADMINS, "organisation"),
    "remove_organisation_role": Row(ADMINS, "organisation", get=405, post=302),
    # Teams
    "team": Row(READERS, "team"),
    "team_people": Row(READERS, "team"),
    "invite_to_team": Row(MANAGERS, "team"),
    "change_role": Row(MANAGERS, "team", get=405, post=302),
    "remove_member": Row(MANAGERS, "team", get=405, post=302),
    "rename_team": Row(MANAGERS, "team"),
    "archive_team": Row(MANAGERS, "team"),
    "bring_back_team": Row(MANAGERS, "team", get=405, post=302),
    "facilitate_team": Row(ADMINS | {"Ede": MISSING}, "team", post=302),
    "close_account": Row(ADMINS | {"Tess": OK}, "person", post=302),
    "open_account": Row(ADMINS | {"Tess": OK}, "person", get=405, post=302),
    "your_name": Row(SIGNED_IN, post=302),
    # Where the main navigation leads: for each of the cast to the only place there is, or a list
    "teams": Row(TO_THEIR_ONLY_ONE),
    "all_actions": Row(TO_THEIR_ONLY_ONE),
    "organisations": Row(TO_THEIR_ONLY_ONE | {"Alice": OK, "Bob": OK}),
    "what_we_send": Row(SIGNED_IN, post=302),
    "not_by_email": Row(ANYBODY, "mail"),
    # Rounds
    "plan_round": Row(FACILITATORS, "team"),
    "round": Row(READERS, "round"),
    "activities": Row(FACILITATORS, "round", get=302, post=302),
    "edit_round": Row(FACILITATORS, "round"),
    "open_round": Row(FACILITATORS, "round", get=302, post=302),
    "close_round": Row(FACILITATORS, "round", post=302),
    "reopen_round": Row(FACILITATORS, "closed round"),
    "rename_round": Row(FACILITATORS, "round"),
    "delete_plan": Row(MANAGERS, "round", get=302, post=302),
    "remove_try_out": Row(MANAGERS, "round"),
    "bring_up_to_date": Row(FACILITATORS, "round", get=302, post=302),
    "choose_session_format": Row(FACILITATORS, "round", post=302),
    # The together sheet
    "together": Row(MEMBERS, "round", post=405),
    "room": Row(MEMBERS, "round"),
    "together_activity": Row(MEMBERS, "activity part", post=400),
    "save_together_activity": Row(MEMBERS, "activity part", get=405, post=400),
    "together_why": Row(MEMBERS, "activity part"),
    "together_principle": Row(MEMBERS, "part", post=400),
    "save_together": Row(MEMBERS, "part", get=405, post=400),
    "standing": Row(MEMBERS, "part"),
    # What the team will do, and what people are told came of it
    "actions": Row(READERS, "team", post=405),
    "plan_action": Row(MEMBERS, "team"),
    "actions_calendar": Row(READERS, "team", post=405),
    "action": Row(READERS, "action", post=405),
    "change_action": Row(MEMBERS, "action"),
    "step_action": Row(MEMBERS, "action", get=405, post=400),
    "stop_action": Row(MEMBERS, "action"),
    "note_action": Row(MEMBERS, "action", get=405),
    "take_out_action": Row(MEMBERS, "action", get=405, post=302),
    "action_calendar": Row(READERS, "action", post=405),
    "you_said": Row(FACILITATORS, "closed round", post=405),
    "draft_you_said": Row(FACILITATORS, "closed round", get=405, post=302),
    "add_entry": Row(FACILITATORS, "closed round"),
    "change_entry": Row(FACILITATORS, "entry"),
    "move_entry": Row(FACILITATORS, "entry", get=405, post=302),
    "take_out_entry": Row(FACILITATORS, "entry", get=405, post=302),
    "publish_you_said": Row(FACILITATORS, "closed round"),
    "take_offline": Row(FACILITATORS, "closed round", get=405, post=302),
    "came_of_it": Row(ANYBODY, "came of it", post=405, may_tell=True),
    # Joining without an account: a code or a link is the key
    "join": Row(ANYBODY),
    "join_link": Row(ANYBODY, "link", get=302, post=405),
    "join_easy": Row(ANYBODY, get=302, post=405),
    "join_link_easy": Row(ANYBODY, "link", get=302, post=405),
    "said_no": Row(ANYBODY, post=405),
    "helping": Row(ANYBODY, post=405),
    "join_round": Row(NOBODY, "round"),
    "join_promises": Row(NOBODY, "round"),
    "join_as": Row(NOBODY, "round"),
    "join_today": Row(NOBODY, "round"),
    "join_name": Row(NOBODY, "round"),
    "join_help": Row(NOBODY, "round"),
    "join_helping": Row(NOBODY, "round", post=405),
    "join_as_group": Row(NOBODY, "round"),
    "join_group_part": Row(NOBODY, "round"),
    "join_group_most": Row(NOBODY, "round"),
    "say_need": Row(NOBODY, "round"),
    "answer_alone": Row(MEMBERS, "round", get=302, post=405),
    "door": Row(FACILITATORS, "round", post=405),
    "tell_the_team": Row(FACILITATORS, "round", post=302),
    "square_png": Row(FACILITATORS, "round", post=405),
    "square_svg": Row(FACILITATORS, "round", post=405),
    "change_door": Row(FACILITATORS, "round", get=405, post=302),
    "remove_empty_sheets": Row(FACILITATORS, "round", get=405, post=302),
    # A sheet of one's own
    "my_sheet": Row(OWNER, "round", post=405),
    "my_principle": Row(OWNER, "part", get=302, post=400),
    "my_statement": Row(OWNER, "statement number", post=400),
    "remark_on_statement": Row(OWNER, "statement number"),
    "my_words": Row(OWNER, "part", post=400),
    "my_activity": Row(OWNER, "activity part", get=302, post=400),
    "my_activity_step": Row(OWNER, "activity step", post=400),
    "save_my_activity": Row(OWNER, "activity part", get=405, post=400),
    "who_may_read": Row(OWNER, "part", post=400),
    "who_may_quote": Row(OWNER, "part", get=302, post=302),
    "save_mine": Row(OWNER, "part", get=405, post=400),
    "my_next": Row(OWNER, "part", get=302, post=405),
    "who_may_read_activity": Row(OWNER, "activity part", get=302, post=302),
    "who_may_quote_activity": Row(OWNER, "activity part", get=302, post=302),
    "my_activity_next": Row(OWNER, "activity part", get=302, post=405),
    "thank_you": Row(OWNER, "round", post=405),
    "my_return_code": Row(OWNER, "round", post=302),
    "return_code_picture": Row(OWNER, "round", post=405),
    "download_mine": Row(OWNER, "round", post=405),
    "erase_mine": Row(OWNER, "round", post=302),
    "hand_over": Row(OWNER, "round", post=302),
    "my_results": Row(OWNER, "round", post=405),
    "my_results_part": Row(OWNER, "part", post=405),
    "my_results_activity": Row(OWNER, "activity part", post=405),
    "my_results_more": Row(OWNER, "round", post=405),
    "my_results_by": Row(OWNER, "round by a list", post=405),
    "erased": Row(ANYBODY, post=405),
    # Quotes
    "taken_back": Row(FACILITATORS, "closed round", post=302),
    "quotes": Row(MANAGERS, "closed round", post=405),
    "choose_quote": Row(FACILITATORS, "quotable"),
    "approve_quote": Row(FACILITATORS, "quote"),
    "decide_quotes": Row(MANAGERS, "closed round", get=405, post=422),
    "take_off_quote": Row(FACILITATORS, "quote", get=405, post=302),
    "my_quotes": Row(OWNER, "round", post=405),
    "take_back": Row(NOBODY, "quote"),
    # A session in a hall, and paper
    "session": Row(FACILITATORS, "round", post=405),
    "session_principle": Row(FACILITATORS, "part", post=302),
    "session_difference": Row(FACILITATORS, "statement number", post=405),
    "session_activity": Row(FACILITATORS, "activity part", post=302),
    "session_places": Row(FACILITATORS, "activity slide", post=405),
    "session_more": Row(FACILITATORS, "part", post=405),
    "session_warm_up": Row(FACILITATORS, "warm-up of a round", post=405),
    "session_poll": Row(ANYBODY, "display", post=405),
    "type_in": Row(FACILITATORS, "round"),
    "type_in_by_telephone": Row(FACILITATORS, "round"),
    # These rounds are without names, so nobody finds the pages of rounds in the open
    "everybody": Row(NOBODY, "round", post=405),
    "everybody_of_round": Row(NOBODY_SIGNED_IN, "round", post=405),
    # Results and reports
    "progress": Row(READERS, "team", post=405),
    "results": Row(READERS, "closed round", post=405),
    "results_part": Row(READERS, "closed part", post=405),
    "results_activity": Row(READERS, "closed activity", post=405),
    "results_by": Row(READERS, "closed round by a list", post=405),
    # A closed round’s report was issued, so these lead to that
    "report": Row(READERS, "closed round", get=302, post=405),
    "go_on_with_report": Row(FACILITATORS, "closed round", get=302, post=405),
    "write_meeting": Row(FACILITATORS, "closed round", post=302),
    "write_asks": Row(FACILITATORS, "closed round", post=302),
    "write_summary": Row(FACILITATORS, "closed round", post=302),
    "write_done": Row(FACILITATORS, "closed round", post=302),
    "preview_report": Row(FACILITATORS, "step of a report", get=405),
    "issue_report": Row(FACILITATORS, "closed round", post=302),
    "issued_report": Row(READERS, "issued report", post=405),
    "issued_report_file": Row(READERS, "issued file"),
    "share_issued_report": Row(FACILITATORS, "issued report", get=405, post=302),
    "shared_report": Row(ANYBODY, "shared", post=405, may_tell=True),
    "shared_report_file": Row(ANYBODY, "shared file", post=405, may_tell=True),
    "shared_easy_read": Row(ANYBODY, "shared", post=405, may_tell=True),
    "shared_easy_read_pdf": Row(ANYBODY, "shared", post=405, may_tell=True),
    "report_pdf": Row(READERS, "closed round", get=302, post=302),
    "report_file": Row(READERS, "report file", get=302, post=405),
    "easy_read_summary": Row(READERS, "closed round", get=302, post=405),
    "easy_read_summary_pdf": Row(READERS, "closed round", get=302, post=302),
    "edit_easy_read_summary": Row(FACILITATORS, "closed round"),
    "check_easy_read_summary": Row(FACILITATORS, "closed round", get=405),
    "choose_easy_read_picture": Row(FACILITATORS, "point"),
    "issue_easy_read_summary": Row(FACILITATORS, "closed round"),
    "issued_easy_read_summary": Row(READERS, "issued summary", post=405),
    "issued_easy_read_summary_pdf": Row(READERS, "issued summary", post=302),
    "my_easy_read_summary": Row(OWNER, "round", get=302, post=405),
    "my_easy_read_summary_pdf": Row(OWNER, "round", get=302, post=302),
    "print_round": Row(FACILITATORS, "round", post=405),
    "paper_pdf": Row(FACILITATORS, "paper", post=302),
    # An organisation's reports and teams, for who looks after it
    "every_team": Row(ADMINS, "organisation", post=405),
    "every_team_csv": Row(ADMINS, "organisation", post=405),
    "due_actions": Row(ADMINS, "organisation", post=405),
    "archives": Row(ADMINS, "organisation"),
    "archive_file": Row(ADMINS, "archive", post=405),
    # Rubrics
    "drawing": Row(ANYBODY, "drawing", post=405),
    "picture": Row(ANYBODY, "picture", post=405),
    "rubrics": Row(SIGNED_IN),
    "new_rubric": Row(EDITORS_OF_ANY),
    "bring_rubric": Row(EDITORS_OF_ANY),
    "rubric": Row(ORGANISATION, "rubric"),
    "rubric_version": Row(ORGANISATION, "version"),
    "rubric_file": Row(ORGANISATION, "version"),
    "adapt_rubric": Row(EDITORS, "rubric"),
    "rubric_remarks": Row(EDITORS, "rubric"),
    "remark": Row(EDITORS, "remark", post=400),
    # A draft by its link
    "draft_by_link": Row(ANYBODY, "draft link", post=405, may_tell=True),
    "remark_by_link": Row(ANYBODY, "text by link", may_tell=True),
}
DRAFTS = {
    "withdraw_version": Row(EDITORS, "version", post=302),
    "bring_back_version": Row(EDITORS, "version", get=405, post=302),
    "start_draft": Row(EDITORS, "rubric", get=405, post=302),
    "edit_rubric": Row(EDITORS, "rubric"),
    "draft_file": Row(EDITORS, "rubric"),
    "draft_changes": Row(EDITORS, "rubric"),
    "preview_draft": Row(EDITORS, "rubric"),
    "publish_draft": Row(EDITORS, "rubric"),
    "discard_draft": Row(EDITORS, "rubric"),
    "share_draft_link": Row(EDITORS, "rubric", get=405, post=302),
    "how_it_reads": Row(EDITORS, "rubric", get=405),
    "edit_introduction": Row(EDITORS, "rubric"),
    "edit_source": Row(EDITORS, "rubric"),
    "edit_hard_words": Row(EDITORS, "rubric", post=302),
    "draft_levels": Row(EDITORS, "rubric"),
    "draft_part": Row(EDITORS, "principle"),
    "draft_questions": Row(EDITORS, "questions"),
    "edit_question": Row(EDITORS, "question"),
    "question_picture": Row(EDITORS, "question"),
    "edit_place": Row(EDITORS, "an answer"),
    "place_picture": Row(EDITORS, "an answer"),
    "edit_group": Row(EDITORS, "a group"),
    "edit_cell": Row(EDITORS, "a pair"),
    "edit_prompt": Row(EDITORS, "questions", post=302),
    "edit_level": Row(EDITORS, "level"),
    "add_level": Row(EDITORS, "rubric"),
    "move_level": Row(EDITORS, "rubric", get=405, post=400),
    "retire_level": Row(EDITORS, "level"),
    "bring_back_level": Row(EDITORS, "level", get=405, post=302),
    "add_principle": Row(EDITORS, "rubric"),
    "move_principle": Row(EDITORS, "rubric", get=405, post=400),
    "retire_principle": Row(EDITORS, "principle"),
    "bring_back_principle": Row(EDITORS, "principle", get=405, post=302),
    "edit_principle": Row(EDITORS, "principle"),
    "principle_picture": Row(EDITORS, "principle"),
    "add_statement": Row(EDITORS, "place"),
    "move_statement": Row(EDITORS, "rubric", get=405, post=400),
    "edit_statement": Row(EDITORS, "statement"),
    "statement_picture": Row(EDITORS, "statement"),
    "place_statement": Row(EDITORS, "statement"),
    "retire_statement": Row(EDITORS, "statement"),
    "bring_back_statement": Row(EDITORS, "statement", get=405, post=302),
}
EVERY = MATRIX | DRAFTS
