"""Dates as 3 March 2027 and times as 5:26 pm. Django's own British formats shorten the month, and win over settings."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "g:i a"
DATETIME_FORMAT = "j F Y, g:i a"
