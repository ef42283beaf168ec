"""Pages that say that they are for inside an organisation only: whoever reads it on every page reads it nowhere."""

ONLY = "for inside only"
# Pages and files that have no outside edition, or aren't it: what a team sees, says and does.
INSIDE = {
    "results",
    "results_part",
    "results_activity",
    "results_by",
    "progress",
    "quotes",
    "choose_quote",
    "approve_quote",
    "taken_back",
    "actions",
    "action",
    "every_team",
    "due_actions",
}
SHOWN = {"session_difference", "session_places"}  # to a hall, once it shows what people see
