"""What each serving process keeps of results and reports: whatever another process takes back is in none of them."""

import re
from urllib.parse import urlencode

import pytest

from tests.serving.server import Served, manage
from tests.serving.visitor import TOKEN

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ENOUGH = 30  # requests, that each of the two processes has answered some
FIND = """
from assessments.models import Quote
quote = Quote.objects.outside().get(text__contains="time of the lunch")
print("QUOTE", quote.pk, quote.round.code)
"""
WORDS = "time of the lunch"
TAKE_BACK = """
from assessments.models import Quote
from assessments.services.quotes import withdraw_quote
withdraw_quote(Quote.objects.get(pk={}))
"""


@pytest.fixture
def alice(served):
    signed_in = Served(served.port, served.folder, served.process)
    token = TOKEN.search(signed_in.get("/sign-in/").text)[1]
    form = urlencode({"csrfmiddlewaretoken": token, "person": "alice@demo.example"})
    assert signed_in.post("/demo/sign-in/", form).status == 302
    return signed_in


def shell(served, code):
    return manage(served.folder, "shell", "--verbosity", "0", "-c", code, **served.variables)


def test_a_quote_that_was_taken_back_is_in_no_process_any_more(alice):
    quote, round = re.search(r"QUOTE (\d+) (\w+)", shell(alice, FIND)).groups()
    report = f"/rounds/{round}/report/"
    addresses = [f"{report}{way}draft=next" for way in ("?", "?edition=inside&", "as/html/?")]
    for address in addresses:
        told = [alice.get(address).text for _ in range(ENOUGH)]
        assert all(WORDS in page for page in told), address
    shell(alice, TAKE_BACK.format(quote))
    for address in addresses:
        told = [alice.get(address).text for _ in range(ENOUGH)]
        assert not any(WORDS in page for page in told), address
