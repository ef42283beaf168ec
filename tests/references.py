"""What a page's parts are called, and how they refer to each other."""

from collections import Counter
from html.parser import HTMLParser

REFERENCES = (
    "aria-describedby",
    "aria-labelledby",
    "aria-controls",
    "aria-errormessage",
    "for",
    "form",
    "list",
)
NEEDS_NO_LABEL = ("hidden", "submit", "button", "image", "reset")
FIELDS = ("input", "select", "textarea")


class References(HTMLParser):
    """What has an id, what refers to one, what a form sends hidden, and fields that no label, or other words, name."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.wanted, self.hidden, self.forms = [], set(), [], 0
        self.labelled, self.fields, self.within = set(), [], 0
        self.in_main, self.has_main, self.ways = False, False, 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.forms += tag == "form"
        self.within += tag == "label"
        self.in_main |= tag == "main"
        self.has_main |= tag == "main"
        self.ways += self.in_main and (tag == "button" or (tag == "a" and leads_away(given)))
        self.ids += [given["id"]] if "id" in given else []
        for name in REFERENCES:
            self.wanted |= set((given.get(name) or "").split())
        if tag == "label":
            self.labelled.add(given.get("for"))
        if given.get("type") == "hidden":
            self.hidden.append((self.forms, given.get("name"), given.get("value")))
        elif tag in FIELDS and "hidden" not in given and given.get("type") not in NEEDS_NO_LABEL:
            self.fields.append((given, self.within > 0))

    def handle_endtag(self, tag):
        self.within -= tag == "label"
        self.in_main &= tag != "main"

    def twice(self):
        return [
            one for found in (self.ids, self.hidden) for one, times in Counter(found).items() if times > 1
        ]

    def lost(self):
        return self.wanted - set(self.ids)

    @property
    def nameless(self):
        return [
            given.get("name")
            for given, is_within in self.fields
            if not is_within
            and not given.get("aria-label")
            and not given.get("aria-labelledby")
            and given.get("id") not in self.labelled
        ]

    def mistakes(self):
        return [*self.twice(), *self.lost(), *self.nameless]

    @property
    def is_dead_end(self):
        """Nothing in its main part leads on."""
        return self.has_main and not self.ways


def leads_away(given):
    return not (given.get("href") or "#").startswith("#")
