"""What is refused because somebody else was at the same draft. Each message is for the person who asked."""

from teams.refusals import Refused


class DraftIsGone(Refused):
    """It was published or discarded while somebody was still working on it."""

    def __init__(self):
        super().__init__("This draft has been published or discarded by somebody else.")


class ThingIsGone(Refused):
    """A part, level or statement was taken out, or its key was changed, while somebody was still working on it."""

    def __init__(self):
        super().__init__("This has been taken out by somebody else.")


class ChangedMeanwhile(Refused):
    """Somebody else saved other words first. `now` holds them, by column."""

    def __init__(self, now: dict):
        super().__init__("Somebody else changed these words while you were writing.")
        self.now = now
