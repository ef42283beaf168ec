"""The picture set as it is installed: what is drawn, what is left out of a drawing, and how a picture is found."""

import re
from pathlib import Path

import pytest

from coprod_reflect.checks import pictures_can_be_chosen
from rubric import pictures
from rubric.document import parse

DATA = sorted((Path(__file__).resolve().parents[2] / "rubric" / "data").glob("*.yaml"))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">{}</svg>'


def names(typed):
    return [picture.name for picture in pictures.find(typed)]


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.stem)
def test_every_picture_of_our_rubrics_is_there(file):
    used = parse(file.read_bytes()).pictures
    assert used
    assert set(used) <= pictures.codes()


def test_every_drawing_of_the_set_can_be_kept():
    assert len(pictures.codes()) > 4_000
    for code in pictures.codes():
        assert re.search("<(path|circle|rect|line|poly)", pictures.draw(code)), code


def test_a_drawing_keeps_its_shapes_and_their_paint():
    shapes = '<g stroke="#000"><path d="M0 0h9" fill="none" /></g>'
    drawing = f'<svg viewBox="0 0 72 72" xmlns="http://www.w3.org/2000/svg">{shapes}</svg>'
    assert pictures.cleaned(SVG.format(f'<g id="color"/>\n  {shapes}')) == drawing
    assert pictures.cleaned(drawing) == drawing


@pytest.mark.parametrize(
    "unwanted",
    [
        "<script>alert(1)</script>",
        "<g><script>alert(1)</script></g>",
        "<style>@import 'https://bad.example'</style>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>bad</p></foreignObject>",
        "<image href='https://bad.example/a.png'/>",
        "<use href='https://bad.example/a.svg#a'/>",
        "<a href='https://bad.example'><path d='M0 0'/></a>",
        "<path d='M0 0' onload='bad()'/>",
        "<path d='M0 0' style='background: url(https://bad.example)'/>",
        "<path d='M0 0' fill='url(https://bad.example/a.svg#a)'/>",
        "<path d='M0 0' fill='url(#a) url(https://bad.example)'/>",
        "<animate attributeName='href' to='https://bad.example'/>",
        "<svg:script xmlns:svg='urn:bad'>bad</svg:script>",
        "<path d='M0 0' id='bad'/>",
    ],
)
def test_what_could_run_or_fetch_is_left_out(unwanted):
    kept = pictures.cleaned(SVG.format(unwanted + '<circle r="9"/>'))
    assert "bad" not in kept
    assert "alert" not in kept
    assert '<circle r="9" />' in kept


@pytest.mark.parametrize("bad", ["<!DOCTYPE svg><svg/>", "<html/>", '<svg xmlns="urn:other"/>'])
def test_what_is_no_drawing_is_refused(bad):
    with pytest.raises(ValueError, match="drawing"):
        pictures.cleaned(bad)


@pytest.mark.parametrize("code", ["", "FFFF", "../../../package", "1f91d"])
def test_a_code_that_is_not_there_has_no_drawing(code):
    with pytest.raises(pictures.NoSuchPicture):
        pictures.draw(code)


def test_without_the_package_there_are_no_pictures_and_the_check_says_so(no_package):
    assert pictures.find("hand") == []
    (warning,) = pictures_can_be_chosen(None)
    assert warning.hint == "Run script/setup, which installs them."


def test_with_it_the_check_has_nothing_to_say():
    assert pictures_can_be_chosen(None) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("handshake", "handshake"),
        ("HANDSHAKE ", "handshake"),
        ("scales justice", "balance scale"),
        ("talking people", "people dialogue"),
        ("🤝", "handshake"),
        ("fun", "circus tent"),
        ("tea", "bubble tea"),
        ("party", "party popper"),
        ("⚖", "balance scale"),
        ("⚖️", "balance scale"),
    ],
)
def test_a_picture_is_found_by_its_name_its_tags_or_itself(typed, first):
    assert names(typed)[0] == first


def test_names_come_before_tags_and_all_words_before_some():
    found = names("people hugging")
    assert found[0] == "people hugging"
    assert len(found) > 1
    assert "house" in names("home")[:5]


def test_whole_words_come_before_those_that_begin_so_and_no_others_are_found():
    found = names("tea")
    assert found.index("hot beverage") < found.index("teacher")
    assert "people holding hands" in names("friends")
    assert "french fries" not in names("friends")
    assert "part alternation mark" not in names("party")


@pytest.mark.parametrize("typed", ["", " ", "?!", "\x00", "xyzzy"])
def test_nothing_is_found_for_nothing(typed):
    assert names(typed) == []


def test_so_many_that_somebody_can_compare_them_and_none_twice_in_five_skins():
    found = pictures.find("hand")
    assert len(found) == pictures.MOST
    assert not any("skin" in picture.name for picture in found)


def test_pictures_have_english_names():
    assert pictures.name_of("1F91D") == "handshake"
    assert pictures.name_of("E246") == "people dialogue"
    assert pictures.name_of("FFFF") == "FFFF"
