"""An organisation's logo inside documents that are taken along."""

import base64

from teams.models import Organisation


def logo_of(organisation: Organisation) -> str:
    """As a data: address. Logos are kept as PNG; a file that went missing is no reason to have no report."""
    if not organisation.logo:
        return ""
    try:
        with organisation.logo.open("rb") as file:
            return f"data:image/png;base64,{base64.b64encode(file.read()).decode()}"
    except FileNotFoundError:
        return ""
