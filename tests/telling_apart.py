"""What an answer gives away to whoever asks, so that one can be told from another."""

import re
from dataclasses import dataclass, replace
from urllib.parse import quote

from django.utils.html import escape

from tests.routes import EVERY

# What names a thing of somebody's; the rest of an address says which part of it is wanted.
NAMES = {"slug", "code", "token", "quote", "mark", "entry", "signed"}
# Their addresses hold 146 bits and are the key to what they show. Nobody can ask for one that they weren't given.
KEYS = {
    "invitation",
    "mail",
    "link",
    "draft link",
    "text by link",
    "came of it",
    "shared",
    "shared file",
    "display",
    "drawing",
    "colours",
    "logo",
}
NOBODYS = {"picture"}  # of a set that everybody can download
NAMED = sorted(name for name, row in EVERY.items() if row.names and row.names not in KEYS | NOBODYS)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"', re.IGNORECASE)


def made_up(args):
    """Of the same shape, and of nobody."""
    found = {name: "q" * len(value) if name in NAMES else value for name, value in args.items()}
    return found | ({"pk": args["pk"] + 10**9} if "pk" in args else {})


@dataclass(frozen=True)
class Told:
    """All of an answer that can be told apart."""

    status: int
    headers: frozenset
    cookies: frozenset
    leads_to: str
    said: str

    def but_for(self, address, args):
        """Without its own address, what that names, and what is new each time."""
        said, cookies = TOKEN.sub("", self.said), self.cookies
        named = [value for name, value in args.items() if name in NAMES]
        for shown in (address, *named):
            for form in (shown, escape(shown), quote(shown), quote(shown, safe="")):
                said = said.replace(form.lower(), "")
        leads_to = self.leads_to.replace(quote(address), "").replace(address, "")
        for code in named:  # cookies of one round have its code in their names
            cookies = frozenset(cookie.lower().replace(code.lower(), "") for cookie in cookies)
        return replace(self, cookies=cookies, leads_to=leads_to, said=said)


def told_by(answer, said):
    """`said` is what stands in it, since an answer that streams is read once."""
    headers, cookies = frozenset(answer.headers), frozenset(answer.cookies)
    return Told(answer.status_code, headers, cookies, answer.headers.get("Location", ""), said.lower())
