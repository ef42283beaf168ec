"""Static files under the hash of their content, for people with old phones and little credit."""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# On lines of its own, or after code.
COMMENT = re.compile(rb"^ *//.*\n|(?<=[;,{]) // .*$|^ */\*\*(?s:.*?)\*/ *\n", re.MULTILINE)


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Our modules import each other by their hashed names, and leave their comments at home."""

    support_js_module_import_aggregation = True

    def _save(self, name, content):
        if name.startswith("js/"):
            content.seek(0)  # it may have been read for its hash
            content = ContentFile(COMMENT.sub(b"", content.read()))
        return super()._save(name, content)
