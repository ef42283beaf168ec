"""What isn't done."""


class Refused(Exception):
    """The step can't be taken now. The message says why and what to do, for the person who asked."""
