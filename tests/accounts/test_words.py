"""Words that wait, sealed: which of a form, whose, how long, and how many."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.http import HttpRequest
from django.utils import timezone
from django.views.debug import SafeExceptionReporterFilter

from accounts import actions, words
from accounts.models import User
from accounts.words import Words, keeps_words

FORM = {"csrfmiddlewaretoken": "abc", "eigenaar": "7", "reden": ["a", "b"], "tekst": "Mijn woorden"}
LETTER = "é"


def posted(rf, **fields: object) -> HttpRequest:
    return rf.post("/afmelden/5/", FORM | fields)


def test_a_form_comes_back_whole_but_for_its_token(rf):
    kept = Words.of(posted(rf), "tekst")

    opened = Words.opened(kept.sealed())

    assert opened == kept
    assert (opened.path, opened.writer, opened.field) == ("/afmelden/5/", 7, "tekst")
    assert opened.text == "Mijn woorden"
    assert opened.rest == [("eigenaar", "7"), ("reden", "a"), ("reden", "b")]
    assert "Mijn woorden" not in kept.sealed()


def test_only_the_writer_gets_them_back(rf):
    kept = Words.of(posted(rf), "tekst")

    assert kept.belong_to(User(pk=7))
    assert not kept.belong_to(User(pk=8))


@pytest.mark.parametrize("nothing", ["", "   ", "\r\n\t"])
def test_no_words_are_not_kept(rf, nothing):
    assert Words.of(posted(rf, tekst=nothing), "tekst") is None
    assert Words.of(posted(rf), "toelichting") is None


@pytest.mark.parametrize(
    ("writer", "known"),
    [
        *(("7", True), ("9" * 18, True)),
        *(("9" * 19, False), ("", False), ("-7", False), ("zeven", False), ("7.0", False)),
        *(("\u0667", False), ("\u00b2", False)),
    ],
)
def test_nobodys_words_are_not_kept(rf, writer, known):
    assert (Words.of(posted(rf, eigenaar=writer), "tekst") is not None) is known


def test_a_prefix_of_the_form_may_stand_before_the_name_of_its_field(rf):
    prefixed = posted(rf, **{"vraag-5-antwoord": "Ja, dat klopt", "antwoordt": "nee"})

    kept = Words.of(prefixed, "antwoord")

    assert (kept.field, kept.text) == ("vraag-5-antwoord", "Ja, dat klopt")
    assert ("antwoordt", "nee") in kept.rest
    assert Words.of(posted(rf, wantwoord="x"), "antwoord") is None


def test_half_a_megabyte_is_carried_and_not_a_byte_more():
    empty = len(Words("/", 7, "t", [("t", "")]).sealed())
    bare = len('["/", 7, "t", [["t", ""]]]')
    room = 524_288 - bare

    assert empty
    assert Words.opened(Words("/", 7, "t", [("t", "x" * room)]).sealed()).text == "x" * room
    assert Words("/", 7, "t", [("t", "x" * (room + 1))]).sealed() == ""
    # Bytes are what counts, as they are sent: no letter costs six.
    assert Words("/", 7, "t", [("t", LETTER * (room // 2))]).sealed()
    assert Words("/", 7, "t", [("t", LETTER * (room // 2 + 1))]).sealed() == ""


def test_half_a_sign_is_carried_as_well():
    half = Words("/", 7, "t", [("t", "a\ud83d")])

    assert Words.opened(half.sealed()) == half


def test_they_wait_a_week(time_machine):
    time_machine.move_to("2026-11-23 10:00+01:00", tick=False)
    began, sealed = timezone.now(), Words("/", 7, "t", [("t", "x")]).sealed()

    time_machine.move_to(began + timedelta(days=7), tick=False)
    assert Words.opened(sealed).text == "x"
    time_machine.move_to(began + timedelta(days=7, seconds=1), tick=False)
    assert Words.opened(sealed) is None


@pytest.mark.parametrize("made_up", ["", "x", "é", "gAAAAA" * 20])
def test_what_this_server_never_sealed_holds_nothing(made_up):
    assert Words.opened(made_up) is None


def test_a_former_key_opens_them_and_a_strangers_does_not(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "oud" * 20, []
    sealed = Words("/", 7, "t", [("t", "x")]).sealed()

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nieuw" * 20, ["oud" * 20]
    assert Words.opened(sealed).text == "x"
    newest = Words("/", 7, "t", [("t", "y")]).sealed()
    settings.SECRET_KEY_FALLBACKS = []
    assert Words.opened(sealed) is None
    assert Words.opened(newest).text == "y"


def test_without_its_field_there_is_no_text():
    assert Words("/", 7, "t", [("anders", "x")]).text == ""


def test_a_view_says_which_field_is_kept():
    def view() -> str:
        return "same"

    assert keeps_words(field="tekst")(view).kept_field == "tekst"
    assert keeps_words(field="tekst")(view)() == "same"


# -- In an error report --------------------------------------------------------------------


def shown_of(work, module) -> dict[str, set[str]]:
    """What Django would mail of each function of `module` when `work` breaks."""
    with pytest.raises(RuntimeError) as error:
        work()
    shown, traceback = {}, error.tb
    while traceback:
        frame = traceback.tb_frame
        if frame.f_code.co_filename == module.__file__:
            variables = SafeExceptionReporterFilter().get_traceback_frame_variables(None, frame)
            shown[frame.f_code.co_name] = {value for _, value in variables}
        traceback = traceback.tb_next
    return shown


CLEANSED = {SafeExceptionReporterFilter.cleansed_substitute}


def breaks(*args: object, **kwargs: object) -> None:
    raise RuntimeError


def test_no_report_shows_words(rf, monkeypatch):
    request, kept = posted(rf), Words("/", 7, "t", [("t", "x")])
    sealed = kept.sealed()
    monkeypatch.setattr(words, "_fernet", breaks)
    shown = shown_of(kept.sealed, words) | shown_of(lambda: Words.opened(sealed), words)
    monkeypatch.setattr(Words, "__init__", breaks)
    shown |= shown_of(lambda: Words.of(request, "tekst"), words)

    assert shown == dict.fromkeys(("sealed", "opened", "of"), CLEANSED)


@pytest.mark.django_db
def test_no_report_shows_the_secret_of_a_second_factor(zus, monkeypatch):
    row = zus.authenticator_set.create(type="recovery_codes", data={"migrated_codes": ["x"]})

    class Broken(Fernet):
        decrypt = breaks

    monkeypatch.setattr(actions, "newest_fernet", lambda: Broken(Fernet.generate_key()))
    shown = shown_of(lambda: actions._rotate_second_factor(row.pk), actions)

    assert set(shown) >= {"_rotate_second_factor", "_rotated", "_rotated_token"}
    assert set().union(*shown.values()) == CLEANSED
