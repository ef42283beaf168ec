"""Small makers of what a test needs.

The cast: Alice facilitates, Bob is in her team, Charlie is in another organisation.
"""

from dataclasses import replace
from functools import cache
from itertools import count

from django.test import TestCase
from django.utils import timezone
from django.utils.text import slugify

from assessments.models import Action, Answer, Reflection, Round, Sheet
from assessments.services.forgetting import forget_words
from rubric import models as rubric
from rubric import pictures
from rubric.document import parse
from rubric.reading import read_version
from rubric.services.drafts import start_draft
from rubric.services.drawings import draw_all, keep_drawings
from rubric.services.storing import store_draft
from teams.codes import new_code, new_token
from teams.models import Invitation, Membership, Organisation, OrganisationRole, Perspective, Team, User
from teams.sides import FAMILY, PAID, SUPPORT
from tests.rubric.documents import LADDER, MATRIX

_numbers = count(1)


def make_user(name="Alice", **extra):
    return User.objects.create_user(f"{name.lower()}{next(_numbers)}@council.example", name=name, **extra)


def make_organisation(name="Northgate Council", **extra):
    contact = {"safeguarding_name": "Priya Nair", "safeguarding_phone": "01632 960123"}
    slug = f"organisation-{next(_numbers)}"
    organisation = Organisation.objects.create(**{"slug": slug, "name": name, **contact, **extra})
    Perspective.objects.bulk_create(
        [
            _perspective(organisation, "I draw on care and support", SUPPORT),
            _perspective(organisation, "I work here", PAID),
        ]
    )
    return organisation


def make_perspective(organisation, label="Family carer or friend", side=FAMILY, **extra):
    perspective = _perspective(organisation, label, side, **extra)
    perspective.save(force_insert=True)
    return perspective


def _perspective(organisation, label, side, **extra):
    return Perspective(organisation=organisation, label=label, side=side, position=next(_numbers), **extra)


def make_admin(organisation, name="Olu"):
    user = make_user(name)
    OrganisationRole.objects.create(organisation=organisation, user=user, role=OrganisationRole.Role.ADMIN)
    return user


def make_rubric_editor(organisation, name="Ede"):
    user = make_user(name)
    role = OrganisationRole.Role.RUBRIC_EDITOR
    OrganisationRole.objects.create(organisation=organisation, user=user, role=role)
    return user


def make_site_editor(name="Sita"):
    """Looks after the shared rubrics."""
    return make_user(name, is_site_editor=True)


def make_team(organisation=None, name="Adult support team"):
    return Team.objects.create(organisation=organisation or make_organisation(), name=name)


def make_member(team, name="Bob", role=Membership.Role.MEMBER):
    user = make_user(name)
    Membership.objects.create(team=team, user=user, role=role)
    return user


def make_facilitator(team, name="Alice"):
    return make_member(team, name, Membership.Role.FACILITATOR)


def make_invitation(team, email="fay@council.example", role=Invitation.Role.MEMBER, **extra):
    """To the team; `team=None` and `organisation=…` for a role in the organisation."""
    organisation = extra.pop("organisation", None) or team.organisation
    return Invitation.objects.create(team=team, organisation=organisation, email=email, role=role, **extra)


LEVELS = [
    ("not-yet", "Haven’t got this", "Signs that a team hasn’t got this", "warning"),
    ("getting-there", "Getting there", "Signs that a team is getting there", "progress"),
    ("doing-well", "Doing really well", "Signs that a team is doing really well", "strength"),
]


HANDSHAKE = "1F91D"
EASY_FIELDS = ("easy_read_title", "easy_read_purpose")
NOTE = "The ideas come from an invented paper tool. Its authors have not seen these words."


def make_version(rubric_row=None, *, principles=2, published=True, number=None, whole=True, **extra):
    """A small rubric: every principle has one statement a level, with keys like `p1-not-yet`. Easy Read is offered of
    it where it is `whole`: else nothing but its statements has any."""
    if rubric_row is None:
        rubric_row, number = rubric.Rubric.objects.create(slug=f"rubric-{next(_numbers)}"), number or 1
    number = number or rubric_row.versions.count() + 1
    fields = {"title": "How are we doing?", "purpose": "A conversation, not a test.", **extra}
    fields.setdefault("source", {"title": "An invented paper tool", "note": NOTE})
    if whole:
        fields |= {name: fields.get(name) or fields[name.removeprefix("easy_read_")] for name in EASY_FIELDS}
        fields["source"] = {"easy_read_note": fields["source"].get("note", ""), **fields["source"]}
    version = rubric.RubricVersion.objects.create(rubric=rubric_row, number=number, **fields)
    levels = rubric.Level.objects.bulk_create(_levels(version, whole))
    parts = rubric.Principle.objects.bulk_create(_principles(version, principles, whole))
    rubric.Statement.objects.bulk_create(_statements(version, parts, levels, whole))
    if published:
        version.published_at = timezone.now()
        version.save(update_fields=["published_at"])
    return version


def make_ladder(rubric_row=None, *, published=True, file=LADDER, whole=True):
    """A small rubric to place on: the question `step` with the answers `told`, `asked` and `shared`. Where it isn't
    `whole`, only some of it is in Easy Read."""
    rubric_row = rubric_row or rubric.Rubric.objects.create(slug=f"rubric-{next(_numbers)}")
    version = store_draft(rubric_row, _read(file, whole))
    if published:
        version.drawings = keep_drawings(_drawn(file, whole))
        version.published_at = timezone.now()
        version.save(update_fields=["drawings", "published_at"])
    return version


@cache
def _read(file, whole):
    document = parse(file)
    return made_whole(document) if whole else document


@cache
def _drawn(file, whole):
    return draw_all(_read(file, whole))


def made_whole(document):
    """With the standard words, and a handshake, wherever Easy Read has none."""
    named = {name: tuple(map(_easily_named, getattr(document, name))) for name in ("groups", "cells")}
    return replace(
        document,
        easy_read_title=document.easy_read_title or document.title,
        easy_read_purpose=document.easy_read_purpose or document.purpose,
        easy_read_prompt=document.easy_read_prompt or document.reflection_prompt,
        questions=tuple(map(_easily_asked, document.questions)),
        **named,
    )


def _easily_asked(question):
    places = (
        replace(place, picture=place.picture or HANDSHAKE) for place in map(_easily_named, question.places)
    )
    easy = {"easy_read": question.easy_read or question.text, "picture": question.picture or HANDSHAKE}
    return replace(question, places=tuple(places), **easy)


def _easily_named(thing):
    easy = {
        "easy_read_label": thing.easy_read_label or thing.label,
        "easy_read": thing.easy_read or thing.hint,
    }
    return replace(thing, **easy)


def make_matrix(rubric_row=None, *, published=True):
    """Two questions, four pairs, and a group, which the others of its kind don't have."""
    grouped = MATRIX.replace("questions:", "groups:\n  - {key: all, label: All}\nquestions:")
    grouped = grouped.replace("        label:", "        group: all\n        label:")
    return make_ladder(rubric_row, published=published, file=grouped)


def make_framed_version(rubric_row=None, **extra):
    """With two statements of the main rubric, of which other lists know: `labels`, and `decision-makers` of another."""
    if rubric_row is None:
        main, _ = rubric.Rubric.objects.get_or_create(slug="cahn-four-values")
        rubric_row = rubric.Rubric.objects.create(slug=f"rubric-{next(_numbers)}", based_on=main)
    version = make_version(rubric_row, published=False, **extra)
    first, second = version.principles.all()
    for principle, level, key in ((first, "not-yet", "labels"), (second, "doing-well", "decision-makers")):
        level = version.levels.get(key=level)
        text = f"This is true of {key}."
        told = {"key": key, "position": 1, "text": text, "easy_read": text, "picture": HANDSHAKE}
        version.statements.create(principle=principle, level=level, **told)
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    return version


def make_illustrated_version():
    """Published with the drawing of a handshake beside its first statement, and no other that it has kept."""
    version = make_version(published=False)
    drawn = version.statements.filter(key="p1-not-yet")
    version.statements.exclude(pk__in=drawn).update(picture="2696")
    version.principles.update(picture="2696")
    version.drawings = keep_drawings({"1F91D": draw_all(read_version(version.pk))["1F91D"]})
    version.published_at = timezone.now()
    version.save(update_fields=["drawings", "published_at"])
    return version


def make_draft(version=None):
    """A draft with the words of a published version."""
    return start_draft((version or make_version()).rubric, by=None)


def make_drawing(svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72"/>'):
    """As the version that uses it keeps it."""
    return rubric.Drawing.objects.get_or_create(digest=pictures.digest(svg), svg=svg)[0]


def _levels(version, whole):
    """Where the version is `whole`, its standard words are easy. A handshake stands beside all, and isn't kept: so
    levels' drawings show."""
    return [
        rubric.Level(
            version=version,
            key=key,
            position=n,
            label=label,
            stem=stem,
            direction=direction,
            easy_read_label=label if whole else "",
        )
        for n, (key, label, stem, direction) in enumerate(LEVELS)
    ]


def _principles(version, principles, whole):
    return [_principle(version, n, whole) for n in range(1, principles + 1)]


def _principle(version, n, whole):
    told = {"title": f"Principle {n}", "reflection_prompt": f"What about principle {n}?"}
    if whole:
        easy = {"easy_read_title": told["title"], "easy_read_prompt": told["reflection_prompt"]}
        told |= {"picture": HANDSHAKE, **easy}
    return rubric.Principle(version=version, key=f"p{n}", position=n, **told)


def _statements(version, principles, levels, whole):
    return [
        rubric.Statement(
            version=version,
            principle=principle,
            level=level,
            key=f"{principle.key}-{level.key}",
            position=0,
            text=(text := f"This is true of {level.key} {principle.position}."),
            easy_read=text,
            picture=HANDSHAKE if whole else "",
        )
        for principle in principles
        for level in levels
    ]


def make_round(team=None, version=None, *, state="open", **extra):
    """A round in the state asked for; an open or closed one has its together sheet."""
    asked = {"contact_name": "Alice Penrose", "contact_phone": "07700 900142"}
    fields = {"title": "Spring round", "about": Round.About.TEAM, **asked, **extra}
    round = Round.objects.create(team=team or make_team(), version=version or make_version(), **fields)
    return open_it(round, state)


def open_it(round, state):
    if state in ("open", "closed"):
        round.opened_at = timezone.now()
        round.join_code, round.link_token = round.join_code or new_code(), round.link_token or new_token()
        round.save(update_fields=["opened_at", "join_code", "link_token"])
        round.sheets.create(kind=Sheet.Kind.TOGETHER)
    if state == "closed":
        round.closed_at = timezone.now()
        round.save(update_fields=["closed_at"])
    return round


def make_placing_round(
    team=None, version=None, *, state="open", activities=("The Friday lunch",), ladder=None, **extra
):
    """It ticks, and places these activities on a small ladder, or another."""
    round = make_round(team, version, state="planned", places_on=ladder or make_ladder(), **extra)
    for position, name in enumerate(activities):
        round.activities.create(key=slugify(name), position=position, name=name, line="How it is run")
    return open_it(round, state)


def place(sheet, now, aim, activity=0, text=""):
    """Finishes an activity: each question at this place, counted from 1. 0 says nothing, 9 is not sure."""
    placed = sheet.round.activities.get(position=activity)
    version = sheet.round.places_on or sheet.round.version
    for question in version.questions.all():
        for moment, value in enumerate((now, aim)):
            of = {"activity": placed, "question": question, "moment": moment}
            sheet.placements.create(**of, value=value, changed_at=timezone.now())
    sheet.reflections.create(activity=placed, text=text, finished_at=timezone.now())
    return sheet


def make_action(team, what="Move the meeting to the library", **extra):
    """Planned, unless `extra` has other times. Its `lead` is a member of the team."""
    return Action.objects.create(team=team, what=what, **extra)


def make_person_sheet(round, perspective=None, **extra):
    """Somebody has joined. What they say is for `say()`; `how` and `on_paper` go through `extra`."""
    return round.sheets.create(kind=Sheet.Kind.PERSON, perspective=perspective, **extra)


def say(sheet, finished=("p1",), **values):
    """`say(sheet, p1_not_yet=1)` ticks the statement `p1-not-yet`; the parts named are finished."""
    version, now = sheet.round.version, timezone.now()
    ids = dict(version.statements.values_list("key", "pk")) if values else {}
    answers = [
        Answer(sheet=sheet, statement_id=ids[key.replace("_", "-")], value=value, changed_at=now)
        for key, value in values.items()
    ]
    _put(answers, ["sheet", "statement"], ["value", "changed_at"])
    parts = version.principles.filter(key__in=finished) if finished else ()
    _put(
        [Reflection(sheet=sheet, principle=part, finished_at=now) for part in parts],
        ["sheet", "principle"],
        ["finished_at"],
    )
    return sheet


def _put(rows, one, changed):
    """In the place of those that are there."""
    if rows:
        type(rows[0]).objects.bulk_create(
            rows, update_conflicts=True, unique_fields=one, update_fields=changed
        )


def take_back_words(round, words):
    """And what is done once that is committed."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        forget_words(round, words)
