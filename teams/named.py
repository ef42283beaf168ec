"""Names that can't be used twice."""

from django.db import models

from teams.words import same_name


class NameKey(models.CharField):
    """What makes two names the same, written whenever the row is. Databases differ in how they compare letters."""

    def pre_save(self, row, add):
        row.name_key = same_name(str(row))
        return row.name_key


class FoundByName(models.Model):
    """Has a `name_key`, which follows whatever of it is saved."""

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        fields = update_fields if update_fields is None else {*update_fields, "name_key"}
        super().save(*args, update_fields=fields, **kwargs)


class Named(FoundByName):
    """Its name, which it says of itself, can't be used twice, in capitals or with accents encoded otherwise either."""

    name_key = NameKey(max_length=400, editable=False)  # a letter may become three

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        self.name_key = same_name(str(self))
        super().validate_constraints(exclude=set(exclude or ()) - {"name_key", "organisation"})
