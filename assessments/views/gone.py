"""What somebody takes away is gone when they press again: that is said, where the first press led."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from assessments.models import Round
from teams.access import get_team
from teams.punctuation import sentence


def leads_on_when_gone(what: str, *, to: str):
    """For a button that takes `what` from a team, to a page of that team. The form says which team it is."""

    def leading_on(view):
        @wraps(view)
        def answer(request, code):
            try:
                return view(request, code)
            except (Http404, Round.DoesNotExist):
                if request.method != "POST":
                    raise
            team = get_team(request, request.POST.get("team", ""))
            messages.info(request, f"Done already. {sentence(f'{what} isn’t there any more in {team}')}")
            return redirect(to, team.code)

        return answer

    return leading_on
