"""A logo is drawn anew; what can't be a logo is refused in plain words."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from teams.logos import LIMIT, SIZE, NotALogo, redraw

NOT_A_PICTURE = "We can’t read this file as a picture. Choose a PNG or JPEG file."


def picture(size=(300, 100), mode="RGB", form="PNG", **options):
    out = io.BytesIO()
    Image.new(mode, size, 0).save(out, form, **options)
    return out.getvalue()


def opened(data):
    return Image.open(io.BytesIO(redraw(data)))


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(width, height):
    """A PNG of a few bytes whose header promises very many pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_becomes_a_png(form):
    assert opened(picture(form=form)).format == "PNG"


@pytest.mark.parametrize(
    ("before", "after"), [((1200, 400), (600, 200)), ((1000, 1000), (200, 200)), ((30, 20), (30, 20))]
)
def test_it_fits_and_keeps_its_shape(before, after):
    assert opened(picture(before)).size == after


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_every_kind_of_png_is_read(mode):
    assert opened(picture(mode=mode)).mode in ("RGB", "RGBA")


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_every_kind_of_jpeg_is_read(mode):
    assert opened(picture(mode=mode, form="JPEG")).mode == "RGB"


def test_what_shines_through_still_does():
    assert opened(picture(mode="RGBA")).getpixel((0, 0))[3] == 0


def test_a_photo_taken_sideways_stands_upright():
    sideways = Image.Exif()
    sideways[0x0112] = 6
    assert opened(picture((100, 60), form="JPEG", exif=sideways)).size == (60, 100)


def test_nothing_but_pixels_is_kept():
    whereabouts = Image.Exif()
    whereabouts[0x010E] = "Taken at a secret place"
    assert b"secret" not in redraw(picture(form="JPEG", exif=whereabouts, comment=b"secret"))
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "secret")
    kept = opened(picture(pnginfo=words, icc_profile=b"secret"))
    assert (kept.text, kept.info) == ({}, {})
    assert b"<script>" not in redraw(picture() + b"<script>alert(1)</script>")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a letter",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        picture(form="GIF"),
        picture(form="WEBP"),
        picture(form="TIFF"),
        picture(form="BMP"),
        picture()[:60],
        picture(form="JPEG")[:200],
        picture()[:-30],
    ],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(NotALogo, match=NOT_A_PICTURE):
        redraw(data)


@pytest.mark.parametrize("size", [(4000, 3001), (20_000, 20_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_never_unpacked(size):
    with pytest.raises(NotALogo):
        redraw(bomb(*size))


def test_too_many_pixels_are_told():
    with pytest.raises(NotALogo, match="too many pixels"):
        redraw(bomb(4000, 3001))


def test_a_file_that_is_too_big_is_refused():
    with pytest.raises(NotALogo, match="bigger than 1 MB"):
        redraw(picture() + b"\0" * LIMIT)


@given(st.binary(max_size=300), st.integers(0, 400), st.sampled_from(["PNG", "JPEG"]))
def test_broken_pictures_are_refused_or_drawn(noise, at, form):
    whole = picture((40, 30), form=form)
    try:
        width, height = opened(whole[:at] + noise + whole[at + len(noise) :]).size
    except NotALogo:
        return
    assert width <= SIZE[0]
    assert height <= SIZE[1]


def grey_16(values, clear=None):
    """A PNG of one row with 16 bits a grey; `clear` shines through."""
    row = b"\0" + b"".join(struct.pack(">H", value) for value in values)
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", len(values), 1, 16, 0, 0, 0, 0))
    shining = chunk(b"tRNS", struct.pack(">H", clear)) if clear is not None else b""
    body = chunk(b"IDAT", zlib.compress(row))
    return b"\x89PNG\r\n\x1a\n" + header + shining + body + chunk(b"IEND", b"")


def colour_16(colours, clear=None):
    row = b"\0" + b"".join(struct.pack(">HHH", *colour) for colour in colours)
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", len(colours), 1, 16, 2, 0, 0, 0))
    shining = chunk(b"tRNS", struct.pack(">HHH", *clear)) if clear else b""
    body = chunk(b"IDAT", zlib.compress(row))
    return b"\x89PNG\r\n\x1a\n" + header + shining + body + chunk(b"IEND", b"")


def row_of(data):
    drawn = opened(data)
    return [drawn.getpixel((x, 0)) for x in range(drawn.width)]


@given(st.lists(st.integers(0, 65535), min_size=1, max_size=9))
def test_16_bits_keep_their_greys(values):
    values = [0, *values]
    assert row_of(grey_16(values)) == [(value >> 8,) * 3 for value in values]


def test_16_bits_keep_what_shines_through():
    assert row_of(grey_16([0x1000, 0xFFFF, 0x8000], clear=0xFFFF)) == [
        (0x10, 0x10, 0x10, 255),
        (255, 255, 255, 0),
        (0x80, 0x80, 0x80, 255),
    ]
    black, white = (0, 0, 0), (0xFFFF, 0xFFFF, 0xFFFF)
    assert row_of(colour_16([black, white], clear=white)) == [(0, 0, 0, 255), (255, 255, 255, 0)]


def on_white(data):
    """As paper shows it: the darkest and the lightest grey."""
    drawn = opened(data).convert("RGBA")
    paper = Image.new("RGBA", drawn.size, "white")
    return Image.alpha_composite(paper, drawn).convert("L").getextrema()


def shape(colour, ground=(0, 0, 0, 0), size=(200, 80), detail=None):
    """A square in the middle, and a small one in it."""
    logo = Image.new("RGBA", size, ground)
    logo.paste(colour, (40, 20, 160, 60))
    if detail:
        logo.paste(detail, (90, 30, 110, 50))
    out = io.BytesIO()
    logo.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("colour", ["#ffffff", "#fff8d0", "#dddddd"])
@pytest.mark.parametrize("detail", [None, "#e8935f"])
@pytest.mark.parametrize("size", [(200, 80), (2000, 100), (200, 1000)])
def test_a_pale_logo_can_be_seen_on_paper(colour, detail, size):
    data = shape(colour, size=size, detail=detail)
    darkest, lightest = on_white(data)
    assert lightest - darkest > 120
    assert opened(data).width <= SIZE[0]
    assert opened(data).height <= SIZE[1]
    corner = opened(data).convert("RGB").getpixel((0, 0))
    assert max(corner) < 60, "it stands on something dark"


@pytest.mark.parametrize("detail", [None, "white"])
def test_a_dark_logo_stays_as_it_is(detail):
    assert opened(shape("#5b2a5e", detail=detail)).getpixel((0, 0))[3] == 0
    assert opened(shape("#5b2a5e", ground="white", detail=detail)).getpixel((0, 0)) == (255, 255, 255, 255)


def halves(left, right, size=(400, 120), gap=40):
    """Two words beside each other, as far as anybody can tell."""
    logo = Image.new("RGBA", size, (0, 0, 0, 0))
    middle, width = size[0] // 2, size[0] // 2 - gap
    logo.paste(left, (gap // 2, 30, gap // 2 + width, 90))
    logo.paste(right, (middle + gap // 2, 30, middle + gap // 2 + width, 90))
    out = io.BytesIO()
    logo.save(out, "PNG")
    return out.getvalue()


def greys_across(data):
    """Of the ground, the left half and the right one, as paper shows them."""
    drawn = opened(data).convert("RGBA")
    shown = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("L")
    middle = shown.height // 2
    return (
        shown.getpixel((1, 1)),
        shown.getpixel((shown.width // 4, middle)),
        shown.getpixel((shown.width * 3 // 4, middle)),
    )


DARK_ONES = ["#000000", "#0b2a5e", (0, 0, 0, 200)]
PALE_ONES = ["#ffffff", "#fff8d0", (255, 255, 255, 160), "#ffee55"]


@pytest.mark.parametrize("dark", DARK_ONES)
@pytest.mark.parametrize("pale", PALE_ONES)
@pytest.mark.parametrize("dark_first", [True, False])
def test_both_halves_can_be_seen(dark, pale, dark_first):
    ground, *both = greys_across(halves(dark, pale) if dark_first else halves(pale, dark))
    assert min(abs(half - ground) for half in both) >= 40


@pytest.mark.parametrize("alpha", [20, 60, 127, 128, 200])
@pytest.mark.parametrize("grey", [0, 255])
def test_what_shines_through_everywhere_can_be_seen(grey, alpha):
    colour = (grey, grey, grey, alpha)
    ground, *both = greys_across(halves(colour, colour))
    assert min(abs(half - ground) for half in both) > 100


@pytest.mark.parametrize("mode", ["LA", "P"])
def test_pale_greys_and_palettes_get_a_plate(mode):
    logo = Image.new("L", (200, 80), 0)
    logo.paste(250, (40, 20, 160, 60))
    out = io.BytesIO()
    if mode == "LA":
        Image.merge("LA", (logo, logo.point(lambda value: 255 if value else 0))).save(out, "PNG")
    else:
        logo.convert("P").save(out, "PNG", transparency=0)
    darkest, lightest = on_white(out.getvalue())
    assert lightest - darkest > 120


def test_thin_dark_letters_with_smooth_edges_stay_as_they_are():
    big = Image.new("RGBA", (2400, 800), (0, 0, 0, 0))
    for x in range(0, 2400, 37):
        big.paste("#0b2a5e", (x, 100, x + 9, 700))
    out = io.BytesIO()
    big.resize((600, 200)).save(out, "PNG")
    assert opened(out.getvalue()).mode == "RGBA", "it has no plate"


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (1, 900), (5000, 100), (100, 5000), (3000, 4000)])
@pytest.mark.parametrize(
    "ground", [(255, 255, 255, 0), (255, 255, 255, 255), (255, 255, 255, 120), (9, 9, 9, 120)]
)
def test_any_shape_becomes_a_small_picture(size, ground):
    out = io.BytesIO()
    Image.new("RGBA", size, ground).save(out, "PNG")
    width, height = opened(out.getvalue()).size
    assert 1 <= width <= SIZE[0]
    assert 1 <= height <= SIZE[1]


def test_of_what_moves_the_first_picture_is_kept():
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("#aa0000", "#00aa00")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    drawn = opened(out.getvalue())
    assert getattr(drawn, "n_frames", 1) == 1
    assert drawn.getpixel((0, 0)) == (170, 0, 0)


def test_a_printers_jpeg_keeps_its_colours():
    out = io.BytesIO()
    Image.new("CMYK", (60, 40), (0, 255, 255, 0)).save(out, "JPEG", quality=95)
    red, green, blue = opened(out.getvalue()).getpixel((20, 20))
    assert red > 220
    assert max(green, blue) < 40
