from django.conf import settings

from coprod_reflect.bodies import SMALL, Body, Room

MOST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_large_bodies_that_wait_keep_no_save_out():
    room = Room(left=0)
    save, large = Body(MOST, room), Body(MOST, room)
    save.add(b"x" * SMALL)
    large.add(b"x" * (SMALL + 1))
    assert (save.is_crowded_out, save.kept) == (False, b"x" * SMALL)
    assert (large.is_crowded_out, large.kept) == (True, b"")


def test_what_is_let_go_makes_room_again():
    room = Room(left=100)
    body = Body(MOST, room)
    body.add(b"x" * 80)
    assert room.left == 20
    body.let_go()
    assert room.left == 100
