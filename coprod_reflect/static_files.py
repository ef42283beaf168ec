"""Static files under the hash of their content, for people with old phones and little credit."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Our modules import each other by their hashed names."""

    support_js_module_import_aggregation = True


def load_nothing(headers, path, url):
    """A file that is opened by itself neither loads nor runs anything: a stricter policy than a page's, and a shorter one."""
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
