"""What changes who people are and what they may do."""


class Refused(Exception):
    """It can't be done now. The message says why and what to do, for the person who asked."""

    about = ""  # the field of a form that it is about, where that isn't the form's usual one
