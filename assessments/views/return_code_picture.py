"""A return code as a picture, for a phone's gallery."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from assessments.models import Round

SIZE, MARGIN = (1080, 720), 70  # px
PAPER, INK, PLUM = "#fbf6ee", "#2a2430", "#5b2a5e"


def draw_return_code(code: str, *, at: str, round: Round) -> bytes:
    """PNG: the code as big as fits, where to write it, and what it is for."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    lines = [
        ("Your return code", 56, PLUM),
        (code, 108, INK),
        ("Only show it to somebody you trust.", 38, INK),
        ("To go on another day, write it here:", 38, INK),
        (at.removeprefix("https://").removeprefix("http://"), 44, PLUM),
        (f"{round.title}, {round.team.name}", 32, INK),
    ]
    top = MARGIN
    for text, size, colour in lines:
        font = _fitting(text, size)
        draw.text((MARGIN, top), text, font=font, fill=colour)
        top += font.size + 42
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _fitting(text: str, size: int) -> ImageFont.FreeTypeFont:
    """Smaller, where a long line wouldn't fit."""
    font = ImageFont.load_default(size)
    while font.getlength(text) > SIZE[0] - 2 * MARGIN and size > 18:
        size -= 2
        font = ImageFont.load_default(size)
    return font
