"""Pages of a part read the columns that they show (`assessments/sheet_rows.py`). One that was forgotten would cost a
query each time, and be an error once its row is gone: here it always is one."""

from django.db.models.query_utils import DeferredAttribute

from assessments.sheet_rows import MODELS

WATCHED = tuple(MODELS.values())


def refuse() -> None:
    read = DeferredAttribute.__get__

    def read_in_time(attribute, row, cls=None):
        if isinstance(row, WATCHED):
            assert attribute.field.attname in row.__dict__, f"{attribute.field} is read late: see SHOWN"
        return read(attribute, row, cls)

    DeferredAttribute.__get__ = read_in_time
