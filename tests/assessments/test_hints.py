"""What may give somebody away, and whether a quote keeps to its writer's words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.hints import find_hints, is_kept_from, is_nhs_number, take_out, without_words

WORDS = st.lists(st.text("abcdeàß", min_size=1, max_size=6), min_size=1, max_size=12)
TEXTS = st.text(max_size=200)


def found(text, *names):
    return [(hint.kind, hint.text) for hint in find_hints(text, names)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("email", "amina.k@example.org.uk"),
        ("phone", "01632 960123"),
        ("phone", "+44 7700 900123"),
        ("phone", "(0113) 496 0123"),
        ("postcode", "LS1 4AP"),
        ("nhs", "943 476 5919"),
        ("ni", "QQ 12 34 56 C"),
        ("name", "Mrs Okonkwo"),
        ("name", "Amina"),
        ("health", "dementia"),
    ],
)
def test_each_kind_is_found(kind, text):
    assert found(f"It was {text}, they said.") == [(kind, text)]


def test_members_are_found_whole_and_in_part_however_they_are_typed():
    assert found("bob and Adeyemi and Bob Adeyemi", "Bob Adeyemi") == [
        ("name", "bob"),
        ("name", "Adeyemi"),
        ("name", "Bob Adeyemi"),
    ]


NFD = "Zoe\u0308"


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("Zoë Okafor", f"I asked {NFD} today", NFD),
        (f"{NFD} Okafor", "I asked Zoë today", "Zoë"),
        ("Zoë", f"ask {NFD.upper()}!", NFD.upper()),
        ("Nguyễn Thế", "Thê\u0301 said so", "Thê\u0301"),
        ("Łukasz", "ŁUKASZ was there", "ŁUKASZ"),
        ("Groß", "Frau GROSS was there", "GROSS"),
        ("Weiss", "Herr Weiß was there", "Weiß"),
        ("Σοφίας", "η ΣΟΦΊΑΣ ήταν εδώ", "ΣΟΦΊΑΣ"),
        ("Siobhán O'Brien", "I told O’Brien so", "O’Brien"),
        ("Siobhán O’Brien", "I told OʼBRIEN so", "OʼBRIEN"),
        ("D`Souza", "d´souza helps", "d´souza"),
        ("Amina Begum", "Aminaʼs phone", "Amina"),
        ("Tadesse", "Tadesse’s phone", "Tadesse"),
        ("Tadesse", "tadesses phone", "tadesse"),
        ("Jess", "jess’ phone", "jess"),
        ("Anne-Marie Smith‐Jones", "anne marie came", "anne marie"),
        ("Anne-Marie Smith‐Jones", "Mrs. Jones came", "Mrs. Jones"),
        ("Anne-Marie Smith‐Jones", "we asked jones", "jones"),
        ("Jo Li", "then Jo came", "Jo"),
        ("王小明", "我和王小明说过", "王小明"),
        ("王小明", "小明来了", "小明"),
        ("李 雷", "昨天李雷来了", ""),
        ("สมชาย", "เมื่อวานสมชายมา", "สมชาย"),
        ("山田", "山田さんが来た", "山田"),
        ("Tadesse", "Tadesseさんが来た", "Tadesse"),
        ("김민수", "어제 김민수가 왔다", "김민수"),
        ("राम", "राम आया", "राम"),
        ("محمد", "قال محمد، نعم", "محمد"),
        ("may li", "Did May or MAY come?", "May"),
        ("", "she told SUSAN", "SUSAN"),
        ("", "she told susan", "susan"),
        ("", "Susans house", "Susan"),
        ("", "mrs okonkwo came", "mrs okonkwo"),
        ("", "Mrs Óconnor came", "Mrs Óconnor"),
        ("", "DR SINGH came", "DR SINGH"),
        ("", "Mr O’Brien came", "Mr O’Brien"),
    ],
)
def test_a_name_is_found_however_it_is_written(name, text, hint):
    hints = find_hints(text, [name])
    assert [each.text for each in hints][:1] == ([hint] if hint else [])
    for each in hints:
        assert each.text not in take_out(text, [each])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Zoe", f"{NFD} and Zoë"),
        ("Rob", "a robin robbed"),
        ("राम", "रामायण"),
        ("Jo", "jo and jolly joy"),
        ("Ann-Lee", "an announcement"),
        ("", "we talked to bob up and down, singing a carol"),
        ("", "the dr said so, and I miss him"),
        ("May", "we may, as the mayor does"),
    ],
)
def test_what_is_no_name_is_left(name, text):
    assert found(text, name) == []


def test_one_tick_takes_a_name_out_however_it_is_written():
    text = f"{NFD} rang. Zoë’s phone. ZOËS house."
    hints = find_hints(text, ["Zoë"])
    assert (
        take_out(text, hints[:1])
        == "[name taken out] rang. [name taken out]’s phone. [name taken out]S house."
    )


def test_words_in_scripts_without_spaces_are_kept_from_what_was_said():
    assert is_kept_from("我们每周见面，大家都说话。", "每周见面")
    assert is_kept_from("เราพบกันทุกสัปดาห์", "พบกัน")


def test_names_that_are_words_need_their_capital():
    assert found("you may ask May", "May Li") == [("name", "May")]


def test_a_number_that_checks_wrong_is_no_nhs_number():
    assert is_nhs_number("943 476 5919")
    assert not is_nhs_number("943 476 5918")
    assert found("943 476 5918") == []


def test_what_is_ticked_goes_everywhere_and_words_around_it_stay():
    text = "Amina rang. amina’s phone is 01632 960123. Benjamina too."
    hints = [hint for hint in find_hints(text) if hint.is_hard]
    taken = "[name taken out] rang. [name taken out]’s phone is [phone number taken out]. Benjamina too."
    assert take_out(text, hints) == taken


@given(TEXTS)
def test_hints_are_in_order_and_never_over_each_other(text):
    hints = find_hints(text, ["Bob Adeyemi"])
    assert all(one.end <= other.start for one, other in pairwise(hints))
    assert all(text[hint.start : hint.end] == hint.text for hint in hints)


@given(WORDS, st.data())
def test_words_may_be_left_out_or_put_in_brackets(words, data):
    first = data.draw(st.integers(0, len(words) - 1))
    said = " ".join(
        [*words[:first], data.draw(st.sampled_from(["…", "...", "[…]", "[name]"])), *words[first + 1 :]]
    )
    assert is_kept_from(" ".join(["start", *words]), f"start {said}")


@given(WORDS)
def test_no_other_word_comes_in(words):
    original = " ".join(words)
    assert is_kept_from(original, original + " [and so on]")
    assert not is_kept_from(original, original + " zebra")


@pytest.mark.parametrize(
    ("quote", "kept"),
    [
        ("They asked “us”, but … too late.", True),
        ("they asked  'us'", False),  # not the same marks
        ("[They] asked", True),
        ("too late […] They asked", False),  # not in their order
        ("ask", False),  # half a word
        ("…", False),
        ("[Everything] [else]", False),
    ],
)
def test_shortening(quote, kept):
    assert is_kept_from("They asked “us”, but it was much too late.", quote) == kept


def test_words_go_from_texts_whatever_their_line_breaks():
    words = "It’s ours. Nobody asked us what we wanted."
    text = "She said: It's\nours. nobody asked us WHAT we wanted. Ours!"
    assert without_words(text, words, "[…]") == "She said: […] Ours!"
    assert without_words("Yes, nobody asked us what we wanted.", words, "[…]") == "Yes, […]"


@given(WORDS, WORDS)
def test_nothing_is_left_of_the_words(around, words):
    said = " ".join(words)
    left = without_words(f"{' '.join(around)}. {said}. {' '.join(around)}", said, "")
    assert f" {said}." not in left
