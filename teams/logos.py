"""A logo that somebody sends is never kept as it came: its pixels are drawn anew, and nothing else survives."""

import io
import struct
import zlib

from PIL import Image, ImageChops, ImageFile, ImageFilter, ImageOps

LIMIT = 1024 * 1024  # bytes, as sent
PIXELS = 12_000_000  # more than any logo needs, and 48 MB when it is unpacked
SIZE = (600, 200)
GROUNDS = PAPER, DARK, MIDDLE = 255, 34, 122  # greys of 255: the first that a logo can be seen on is taken
TOLD_APART = 55  # greys that are nearer to each other can't be
FEW = 0.03  # of an outline may be lost
DEEP, EDGE = 2, 12  # pixels: how far an outline reaches, and by how much a plate is larger
TRACE = 24  # of 255: what is drawn more weakly is a shadow or noise
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)  # what Pillow raises


class NotALogo(Exception):
    """The message says in plain words what to send instead."""


def redraw(data: bytes) -> bytes:
    """A PNG of at most 600 × 200 pixels, of any PNG or JPEG, that can be seen on paper."""
    if len(data) > LIMIT:
        raise NotALogo("This picture is bigger than 1 MB. Choose a smaller one.")
    try:
        return _png(_seen_on_paper(_drawn(_opened(data))))
    except (*BROKEN, Image.DecompressionBombError) as error:
        raise NotALogo("We can’t read this file as a picture. Choose a PNG or JPEG file.") from error


def _opened(data: bytes) -> Image.Image:
    """Only the header has been read when the size is judged, so a bomb is never unpacked."""
    ImageFile.LOAD_TRUNCATED_IMAGES = (
        False  # WeasyPrint, in a process that has imported it, asks for the opposite
    )
    picture = Image.open(io.BytesIO(data), formats=["PNG", "JPEG"])
    if picture.width * picture.height > PIXELS:
        raise NotALogo(
            "This picture has too many pixels. Make it smaller, up to 600 by 200, and choose it again."
        )
    return picture


def _drawn(picture: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(_in_8_bits(picture))
    drawn = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    drawn.thumbnail(SIZE)
    drawn.info = {}  # colour profiles, comments and whereabouts stay behind
    return drawn


def _in_8_bits(picture: Image.Image) -> Image.Image:
    """Pillow would cut 16 bits off at white. The colour that nothing is drawn in is told in 16 bits, too."""
    clear = picture.info.get("transparency")
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        if clear is not None:
            picture.info["transparency"] = clear >> 8
    elif isinstance(clear, tuple) and max(clear) > 255:
        picture.info["transparency"] = tuple(part >> 8 for part in clear)
    return picture


def _seen_on_paper(logo: Image.Image) -> Image.Image:
    """Paper and our pages are white. A logo that lets them shine through, and isn't seen there, gets a plate."""
    if logo.mode == "RGB" or logo.getextrema()[3][0] == 255:
        return logo
    logo = _strengthened(logo)
    lost = {ground: _lost_on(ground, logo) for ground in GROUNDS}
    fit = [ground for ground in GROUNDS if lost[ground] <= FEW]
    ground = fit[0] if fit else min(GROUNDS, key=lost.__getitem__)
    return logo if ground == PAPER else _on_a_plate(logo, ground)


def _strengthened(logo: Image.Image) -> Image.Image:
    """One that lets the ground shine through everywhere is drawn as if it didn't."""
    alpha = logo.getchannel("A")
    strongest = alpha.getextrema()[1] or 255
    logo.putalpha(alpha.point(lambda value: value * 255 // strongest))
    return logo


def _lost_on(ground: int, logo: Image.Image) -> float:
    """How much of its outline can't be told from this grey. What stands inside of it is seen by itself."""
    logo = _with_room_around(logo)
    alpha = logo.getchannel("A")
    shape = alpha.point(lambda value: 255 if value > TRACE else 0)
    outline = ImageChops.subtract(shape, shape.filter(ImageFilter.MinFilter(2 * DEEP + 1)))
    logo.putalpha(alpha.filter(ImageFilter.MaxFilter(3)))  # smooth edges fade into any ground
    shown = Image.alpha_composite(Image.new("RGBA", logo.size, (ground,) * 3), logo).convert("L")
    greys = shown.histogram(outline)
    alike = sum(greys[max(0, ground - TOLD_APART + 1) : ground + TOLD_APART])
    return alike / (sum(greys) or 1)


def _with_room_around(logo: Image.Image, ground: tuple = (0, 0, 0, 0), room: int = DEEP) -> Image.Image:
    plate = Image.new("RGBA", (logo.width + 2 * room, logo.height + 2 * room), ground)
    plate.alpha_composite(logo, (room, room))
    return plate


def _on_a_plate(logo: Image.Image, ground: int) -> Image.Image:
    logo.thumbnail((SIZE[0] - 2 * EDGE, SIZE[1] - 2 * EDGE))
    return _with_room_around(logo, (ground, ground, ground, 255), EDGE).convert("RGB")


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue()
