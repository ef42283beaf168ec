"""What is refused of drafts alone."""

from teams.refusals import Refused


class DraftIsGone(Refused):
    """It was published or discarded while somebody was still working on it."""

    def __init__(self) -> None:
        super().__init__("This draft has been published or discarded by somebody else.")
