"""A return code as a picture, for a phone's gallery."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from assessments.doors import square_as_file
from assessments.models import Round
from assessments.way_back import WayBack
from teams.colours import PLUM

SIZE, MARGIN, SQUARE = (1080, 1350), 70, 560  # px
SMALLEST, NO_CHARACTER = 18, "\uffff"
PAPER, INK = "#fbf6ee", "#2a2430"


def draw_return_code(way_back: WayBack, *, round: Round) -> bytes:
    """PNG: the code as big as fits, where to write it, and the square that holds it."""
    picture = Image.new("RGB", SIZE, PAPER)
    bottom = _write(ImageDraw.Draw(picture), _lines(way_back, round))
    picture.paste(_square(way_back.link), (MARGIN, bottom))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _lines(way_back: WayBack, round: Round) -> list[tuple[str, int, str]]:
    """Each with its size and colour. Whose name can't be drawn goes without: boxes say nothing."""
    lines = [
        ("Your return code", 56, PLUM),
        (way_back.code, 108, INK),
        ("Only show it to somebody you trust.", 38, INK),
        (f"{round.title}, {round.team.name}", 32, INK),
        ("To go on another day, write it here:", 38, INK),
        (way_back.address, 44, PLUM),
        ("Or scan this with a phone:", 38, INK),
    ]
    return [line for line in lines if _can_draw(line[0])]


def _can_draw(text: str) -> bool:
    """Pillow's own font has Western letters only."""
    font = ImageFont.load_default(SMALLEST)
    missing = bytes(font.getmask(NO_CHARACTER))
    return all(each == " " or bytes(font.getmask(each)) != missing for each in text)


def _write(draw: ImageDraw.ImageDraw, lines: list[tuple[str, int, str]]) -> int:
    """Returns where the next line would begin."""
    top = MARGIN
    for text, size, colour in lines:
        font = _fitting(text, size)
        draw.text((MARGIN, top), text, font=font, fill=colour)
        top += int(font.size) + 36
    return top


def _square(link: str) -> Image.Image:
    drawn = Image.open(BytesIO(square_as_file(link, kind="png")))
    return drawn.convert("RGB").resize((SQUARE, SQUARE), Image.Resampling.LANCZOS)


def _fitting(text: str, size: int) -> ImageFont.FreeTypeFont:
    """Smaller, where a long line wouldn't fit."""
    font = ImageFont.load_default(size)
    while font.getlength(text) > SIZE[0] - 2 * MARGIN and size > SMALLEST:
        size -= 2
        font = ImageFont.load_default(size)
    return font
