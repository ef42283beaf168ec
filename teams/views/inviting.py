"""Many people at once: everybody in a list is invited, or nobody, and each line that is in the way is told."""

from django.contrib import messages

from teams.fields import Addresses
from teams.punctuation import and_list
from teams.services.inviting import CannotInvite, invite_all

MOST_NAMED = 5  # by their addresses; beyond that, how many


def invite_those_of(form, request, **place) -> bool:
    """Whether it is done. Otherwise the form says why, with the list still in its box."""
    addresses, role = form.cleaned_data["email"], form.cleaned_data["role"]
    try:
        on_their_way = invite_all(list(addresses), role=role, by=request.user, **place)
    except CannotInvite as refused:
        for address, words in refused.each.items():
            form.add_error("email", addresses.told_of(address, words))
        return False
    messages.success(request, what_was_sent(addresses, on_their_way))
    return True


def what_was_sent(addresses: Addresses, on_their_way: list[str]) -> str:
    """Who was written to, and who has had an e-mail just now."""
    sent = [each for each in addresses if each not in on_their_way]
    told = [_sent_to(sent or on_their_way)]
    if sent and on_their_way:
        told.append(
            f"One to {and_list(on_their_way)} went out less than 10 minutes ago, so there is no second."
        )
    if addresses.twice:
        told.append(f"{and_list(addresses.twice)}: in your list more than once, and invited once.")
    return " ".join(told)


def _sent_to(addresses: list[str]) -> str:
    if len(addresses) > MOST_NAMED:
        return f"We’ve sent {len(addresses)} invitations."
    what = "an invitation" if len(addresses) == 1 else "invitations"
    return f"We’ve sent {what} to {and_list(addresses)}."
