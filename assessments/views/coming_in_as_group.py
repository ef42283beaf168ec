"""The way in for a group: two or more people begin a sheet of their own, with what a group is promised."""

from assessments.forms.coming_in import GroupMostForm, GroupPartForm, PeopleForm
from assessments.models import Sheet
from assessments.views.coming_in import Way, on_the_way, show_page
from assessments.views.joining import begin
from assessments.views.sheet import document_of

ALL = "all"


@on_the_way("join_as_group")
def join_as_group(request, way):
    form = PeopleForm(request.POST or None, initial=way.said)
    if form.is_valid():
        pages = way.group_pages
        return way.go_on(pages[pages.index("join_as_group") + 1], **form.cleaned_data)
    return show_page(request, way, "join_as_group", {"form": form})


@on_the_way("join_group_part")
def join_group_part(request, way):
    principles = document_of(request, way.round).principles
    choices = [(one.key, one.name) for one in principles]
    form = GroupPartForm(request.POST or None, principles=choices)
    if form.is_valid():
        return way.go_on("join_group_most", part=form.cleaned_data["principle"])
    return show_page(request, way, "join_group_part", {"form": form, "principles": principles})


@on_the_way("join_group_most")
def join_group_most(request, way):
    """The last question: its answer begins the sheet."""
    form = GroupMostForm(request.POST or None, perspectives=way.perspectives)
    if not form.is_valid():
        return show_page(request, way, "join_group_most", {"form": form, "perspectives": way.perspectives})
    about = {"people": way.said["people"], "perspective": form.cleaned_data["perspective"]}
    return begin(request, way.round, way.admission, kind=Sheet.Kind.GROUP, principle_id=_part(way), **about)


def _part(way: Way) -> int | None:
    """The one that they chose; None for all."""
    chosen = way.said.get("part", ALL)
    return None if chosen == ALL else way.document.principle(chosen).id
