"""Words as people type them, made fit to keep: one line, no broken characters, one spelling for one mailbox."""

import re

# NUL stops PostgreSQL, half a surrogate pair stops the PDF, and nobody means to type any other control character.
BROKEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def is_whole(text: str) -> bool:
    return not BROKEN.search(text)


def one_line(text: str) -> str:
    """Names go into the subjects of e-mails, where a line break would be a way in."""
    return re.sub(r"[ \t\r\n\v\f]+", " ", text).strip()


def one_newline(text: str) -> str:
    """Forms send their newlines as CR LF, scripts as LF, and word processors have two more."""
    return re.sub("\r\n|[\r\v\f]", "\n", text)


def normal_address(address: str) -> str:
    """Lower case, with the domain as mail servers write it (IDNA). UnicodeError if no domain can be like that."""
    local, _, domain = address.strip().rpartition("@")
    return f"{local}@{domain.lower().encode('idna').decode('ascii')}".lower()
