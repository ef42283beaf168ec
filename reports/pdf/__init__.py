"""A PDF out of HTML: wanted, queued, made by processes of its own, and kept. No Django."""
