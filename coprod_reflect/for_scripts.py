"""Scripts hear JSON of ours, whatever answers."""

from teams import replies

PASSED_ON = ("Retry-After", "Allow", "Vary")  # headers


def json_for_scripts(get_response):
    """A script that asks for JSON hears JSON, refusals too: it can't tell our page from a stranger's."""

    def middleware(request):
        response = get_response(request)
        is_json = response.get("Content-Type") == replies.JSON
        if is_json or not replies.wants_json(request):
            return response
        if response.has_header("Location"):
            return _moved()
        return _refused_as_json(response) if response.status_code >= 400 else response

    return middleware


def _moved():
    """Without what the answer keeps in cookies: what it tells is told to the page that is loaded again."""
    return replies.refuse(replies.MOVED, "This page leads elsewhere now.", status=409)


def _refused_as_json(response):
    status = response.status_code
    words = "The fault is ours. We try again." if status >= 500 else "This can’t be done any more."
    said = replies.refuse(replies.reason_for(status), words, status=status)
    said.cookies = response.cookies
    return passing_on(response, said)


def passing_on(response, said):
    """What is said instead, with what the first answer told browsers and proxies."""
    for name in PASSED_ON:
        if name in response.headers:
            said.headers[name] = response.headers[name]
    return said
