"""What isn't done, and why."""


class Refused(Exception):
    """It can't be done now, and nothing was changed. The message says why and what to do, for whoever asked.

    What only one app refuses is a kind of it, beside the service that does.
    """

    about = ""  # the field of a form that it is about, where that isn't the form's usual one
