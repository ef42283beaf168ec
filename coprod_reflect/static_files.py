"""Static files under the hash of their content, for people with old phones and little credit."""

from functools import cached_property

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Our modules import each other by their hashed names."""

    support_js_module_import_aggregation = True

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {}

    def url(self, name, force=False):
        """Worked out once in a process: every page names some of them, and what they are called stays."""
        if name not in self._addresses:
            self._addresses[name] = super().url(name, force)
        return self._addresses[name]


def load_nothing(headers, path, url):
    """What a file opened by itself may do: a stricter policy than a page has, and a shorter one."""
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
