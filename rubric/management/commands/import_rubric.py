"""Reads rubrics from YAML files: all of those named, or, when there is a mistake in one, none."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from rubric import pictures
from rubric.document import Document, DocumentError, parse
from rubric.models import Rubric
from rubric.services.importing import Prepared, import_prepared, prepare
from teams.refusals import Refused


class Command(BaseCommand):
    help = "Import rubrics. A new one is published; one whose file has changed becomes a draft."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--only-absent", action="store_true", help="Leave rubrics alone that are here.")

    def handle(self, *, files, only_absent, **options):
        documents = self._read_all(files)
        if only_absent:
            present = set(Rubric.objects.values_list("slug", flat=True))
            documents = [document for document in documents if document.slug not in present]
        prepared = [prepare(document) for document in documents]
        with transaction.atomic():
            outcomes = [self._import(each) for each in prepared]
        self.stdout.writelines(outcomes)

    def _read_all(self, files: list[Path]) -> list[Document]:
        """Every file's mistakes are told at once, each with its line."""
        documents, mistakes = [], []
        for file in files:
            try:
                documents.append(parse(file.read_bytes(), pictures=pictures.codes()))
            except OSError as error:
                mistakes.append(f"{file}: It can’t be read ({error.strerror}).")
            except DocumentError as error:
                mistakes += [f"{file}: {mistake}" for mistake in error.mistakes]
        if mistakes:
            raise CommandError("\n".join([*mistakes, "Nothing was imported."]))
        return documents

    def _import(self, prepared: Prepared) -> str:
        document = prepared.document
        try:
            version = import_prepared(prepared)
        except Refused as error:
            raise CommandError(f"{error}\nNothing was imported.") from error
        if version is None:
            return f"{document.slug}: nothing new.\n"
        if version.is_draft:
            return f"{document.slug}: a draft of version {version.number} is ready to be looked at.\n"
        return f"{document.slug}: published.\n"
