"""What a first visit costs somebody with an old phone and little credit."""

import pytest

from tests.journeys.conftest import PHONE
from tests.journeys.going import go_by
from tests.journeys.test_joining import A_LINK

MOST = 36_000  # bytes over the wire: the page 5, its styles 7, its fonts 15, its script 6

MOST_ON_JOINING = 32_000  # the page 3, its styles 8, its fonts 15, its picture 1, Listen 1


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_so_is_the_first_page_of_somebody_who_takes_part(new_page, server, wording):
    code, token, _ = server.run(A_LINK).split()
    page = new_page(viewport=PHONE)
    page.goto(f"/j/{token}/")
    cookies = page.context.cookies()
    page = new_page(viewport=PHONE)
    page.context.add_cookies([*cookies, {"name": "wording", "value": wording, "url": server.url}])
    sizes = transferred(page, f"{server.url}/join/{code}/")
    assert len(sizes) > 3
    assert sum(sizes.values()) <= MOST_ON_JOINING, f"{sum(sizes.values())} {sizes}"


def test_a_part_of_the_together_sheet_is_small(new_page, sign_in):
    page = new_page(viewport=PHONE)
    sign_in(page, "bob")
    go_by(page.get_by_role("link", name="A year on").first)
    page.goto(page.url.partition("?")[0].rstrip("/") + "/together/parts/equal-human-beings/")
    url, cookies = page.url, page.context.cookies()
    page = new_page(viewport=PHONE)
    page.context.add_cookies(cookies)
    sizes = transferred(page, url)
    assert len(sizes) > 3, "the page, its styles, its script and its fonts"
    assert sum(sizes.values()) <= MOST, f"{sum(sizes.values())} {sizes}"


def transferred(page, url):
    """Bytes by address, compressed and with headers, as the network brings them to an empty cache."""
    addresses, sizes = {}, {}
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on(
        "Network.requestWillBeSent",
        lambda event: addresses.update({event["requestId"]: event["request"]["url"]}),
    )
    network.on(
        "Network.loadingFinished",
        lambda event: sizes.update({addresses[event["requestId"]]: event["encodedDataLength"]}),
    )
    page.goto(url, wait_until="networkidle")
    return sizes
