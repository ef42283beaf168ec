"""Static files under the hash of their content, for people with old phones and little credit."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Our modules import each other by their hashed names."""

    support_js_module_import_aggregation = True
