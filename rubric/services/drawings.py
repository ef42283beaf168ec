"""The drawings that a version uses are kept with it, so that it looks the same for ever."""

from rubric import pictures
from rubric.document import Document
from rubric.models import Drawing


def draw_all(document: Document) -> dict[str, Drawing]:
    """By picture code, not kept yet. It takes a while: nothing should be locked meanwhile."""
    return {code: _drawing(code) for code in document.pictures}


def keep_drawings(drawings: dict[str, Drawing]) -> dict[str, str]:
    """Their digests, by picture code. Versions that use the same drawing share it."""
    Drawing.objects.bulk_create(drawings.values(), ignore_conflicts=True)
    return {code: drawing.digest for code, drawing in drawings.items()}


def keep_drawing(code: str) -> str:
    """Its digest. For what isn't a version's, and yet must look the same for ever. Raises pictures.NoSuchPicture."""
    drawing = _drawing(code)
    Drawing.objects.bulk_create([drawing], ignore_conflicts=True)
    return drawing.digest


def _drawing(code: str) -> Drawing:
    svg = pictures.draw(code)
    return Drawing(digest=pictures.digest(svg), svg=svg)
