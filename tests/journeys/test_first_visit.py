"""What a first visit costs somebody with an old phone and little credit."""

from tests.journeys.conftest import PHONE

MOST = 45_000  # bytes over the wire: the page 5, its styles 7, its fonts 26, its script 6


def test_a_part_of_the_together_sheet_is_small(new_page, sign_in):
    page = new_page(viewport=PHONE)
    sign_in(page, "bob")
    page.get_by_role("link", name="A year on").first.click()
    page.goto(page.url.rstrip("/") + "/together/equal-human-beings/")
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
