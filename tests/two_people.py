"""Forms that two people have open at once: sent as browsers send them, with everything that the page held."""

from django.test import Client
from lxml import html


def open_form(client: Client, address: str) -> dict[str, list[str]]:
    """What a browser would send of the page's last form, if nobody touched it; nothing, where there is no such page."""
    answer = client.get(address)
    return filled(answer) if answer.status_code == 200 else {}


def copies_on(client: Client, address: str) -> dict[str, list[str]]:
    """Only what it carries of what it was shown with."""
    return {name: texts for name, texts in open_form(client, address).items() if name.startswith("initial-")}


def filled(answer) -> dict[str, list[str]]:
    form = [form for form in html.fromstring(answer.content).forms if form.method == "POST"][-1]
    values: dict[str, list[str]] = {}
    for control in form.xpath(".//input | .//textarea | .//select"):
        is_sent = (
            control.get("type") not in ("checkbox", "radio", "file") or control.get("checked") is not None
        )
        if control.get("name") and is_sent:
            values.setdefault(control.get("name"), []).append(_value_of(control))
    return values


def _value_of(control) -> str:
    """Of a box and a choice without a value, browsers say “on”; and the first new line of a textarea is no text."""
    if control.tag == "textarea":
        return (control.text or "").removeprefix("\n")
    default = "on" if control.get("type") in ("checkbox", "radio") else ""
    return control.value if control.tag == "select" else control.get("value", default)
