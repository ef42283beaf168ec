"""Static files under the hash of their content, for people with old phones and little credit."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Our modules import each other by their hashed names."""

    support_js_module_import_aggregation = True


def load_nothing(headers, path, url):
    """What a file opened by itself may do: a stricter policy than a page has, and a shorter one."""
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
