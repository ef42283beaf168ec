"""Bodies without a length, with a wrong one or with two are read rightly or refused, and nobody is blamed."""

import re
from urllib.parse import urlencode

import pytest

from tests.serving.server import read_answer

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def chunked(body: bytes, size: int = 7) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def send(visitor, path, body, kind, *, half_close=False, **headers):
    """`headers` say how long it is."""
    head = visitor.served.head("POST", path, Content_Type=kind, X_CSRFToken=visitor.token, **headers)
    with visitor.served.connect(head + body) as connection:
        if half_close:
            connection.shutdown(1)
        return read_answer(connection)


def save(visitor, body, **headers):
    return send(visitor, f"{visitor.part}save/", body, JSON, **headers)


def stored(visitor):
    return re.search(r'name="shown" value="(\d)', visitor.page())[1]


def test_a_change_without_a_length_is_saved(visitor):
    answer = save(visitor, chunked(visitor.change("ticked").encode()), Transfer_Encoding="chunked")
    assert (answer.status, answer.json()["saved"]) == (200, True)
    assert stored(visitor) == "1"


def test_a_form_without_a_length_is_saved(visitor):
    form = visitor.form(reflection="We met 每周 at 5.").encode()
    answer = send(visitor, visitor.part, chunked(form), FORM, Transfer_Encoding="chunked")
    assert answer.status == 302
    assert "We met 每周 at 5." in visitor.page()


def test_files_without_a_length_are_read(visitor):
    body = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n--b--\r\n'
    form = (
        body.format("csrfmiddlewaretoken", visitor.token).replace("--b--", "--b", 1)
        + body.format("next", "/")[5:]
    )
    kind = "multipart/form-data; boundary=b"
    answer = send(visitor, "/wording/", chunked(form.encode(), 20), kind, Transfer_Encoding="chunked")
    assert answer.status == 400, "its token was read: what it misses is a wording"


def test_a_body_that_was_cut_off_changes_nothing(visitor):
    visitor.save("nothing")
    whole = visitor.change("ticked").encode()
    answers = [
        save(visitor, chunked(whole)[:-5], half_close=True, Transfer_Encoding="chunked"),
        save(visitor, whole[:-3], half_close=True, Content_Length=str(len(whole))),
        save(visitor, whole + b"  ", half_close=True, Content_Length=str(len(whole) + 9)),
        save(visitor, b"zz\r\n" + whole + b"\r\n0\r\n\r\n", Transfer_Encoding="chunked"),
    ]
    assert {answer.status for answer in answers} <= {0, 400}
    assert stored(visitor) == "0"


@pytest.mark.parametrize("length", ["-5", "five", "1e3", "+9", "99999999999999999999999", "5, 6"])
def test_a_length_that_is_none_is_refused(visitor, length):
    visitor.save("nothing")
    answer = save(visitor, visitor.change("ticked").encode(), Content_Length=length)
    assert answer.status == 400
    assert stored(visitor) == "0"


def test_where_both_are_said_the_chunks_count(visitor):
    """As the standard asks, and the connection ends: nothing that follows is taken for a request."""
    body = chunked(visitor.change("not-sure").encode()) + b"GET /about/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = save(visitor, body, Transfer_Encoding="chunked", Content_Length="4")
    assert answer.status == 200
    assert "connection: close" in answer.head.lower()
    assert stored(visitor) == "3"


def test_who_asks_first_is_told_to_go_on(visitor):
    body = visitor.change("ticked").encode()
    answer = save(visitor, body, Expect="100-continue", Content_Length=str(len(body)))
    assert answer.status == 200


@pytest.mark.parametrize("how", ["length", "chunked"])
def test_too_much_is_read_to_its_end_and_refused_in_words(visitor, how):
    form = urlencode({"csrfmiddlewaretoken": visitor.token, "reflection": "x" * 3_000_000}).encode()
    body, length = (form, {"Content_Length": str(len(form))})
    if how == "chunked":
        body, length = chunked(form, 60_000), {"Transfer_Encoding": "chunked"}
    answer = send(visitor, visitor.part, body, FORM, **length)
    assert answer.status == 413
    assert "That is too big for us" in answer.text


def test_a_header_with_an_underscore_says_nothing(visitor):
    """`X_Forwarded_Host` would pass for what only a proxy may say."""
    head = visitor.served.head("GET", "/about/").replace(
        b"\r\n\r\n", b"\r\nX_Forwarded_Host: evil.example\r\n\r\n"
    )
    assert visitor.served.ask(head).status == 200


def test_addresses_arrive_as_they_were_sent(visitor):
    found = visitor.served.get("/%ff%C3%A9/nothing%20here/?q=%C3%A9&b=%ff")
    assert found.status == 404


def test_long_files_come_whole(served):
    kept = next((served.folder / "static/admin/js/vendor/xregexp").glob("xregexp.????????????.js"))
    answer = served.get(f"/static/{kept.relative_to(served.folder / 'static')}")
    assert answer.status == 200
    assert answer.body == kept.read_bytes()
    assert len(answer.body) > 4 * 64 * 1024


def test_whoever_asks_for_the_head_gets_no_body(served):
    with served.connect(served.head("HEAD", "/about/")) as connection, connection.makefile("rb") as stream:
        head, _, rest = stream.read().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert rest == b""
