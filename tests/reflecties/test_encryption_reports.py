"""What an error report shows of encrypting and opening: the names of functions, no variable."""

from unittest.mock import Mock
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.views.debug import SafeExceptionReporterFilter

from reflecties import encryption
from reflecties.encryption import Place, decrypt, encrypt
from tests.factories import UserFactory

CLEANSED = SafeExceptionReporterFilter.cleansed_substitute
ROW = Place(UUID("6a4f1c1e-7d7b-4a52-9a35-0d8f4c8f1b11"), versie=1)


def test_an_error_report_shows_no_variable_of_any_function_here(db, monkeypatch):
    writer = UserFactory()
    blob = encrypt("Niet in een verslag.", owner=writer, place=ROW)
    frames = reported(lambda: decrypt(blob, owner=writer, place=ROW), "decrypt", monkeypatch)
    frames |= reported(lambda: encrypt("Geheim.", owner=writer, place=ROW), "encrypt", monkeypatch)

    assert {"decrypt", "_opened", "encrypt"} <= set(frames)
    assert {value for values in frames.values() for value in values} == {CLEANSED}


def reported(work, broken: str, monkeypatch) -> dict[str, list[str]]:
    """What Django would mail of each function of this module, when the cipher breaks."""
    cipher = Mock(spec=AESGCM, **{f"{broken}.side_effect": RuntimeError})
    monkeypatch.setattr("reflecties.encryption._data_cipher", lambda *args, **kwargs: cipher)
    with pytest.raises(RuntimeError) as error:
        work()
    shown = SafeExceptionReporterFilter()
    return {
        frame.tb_frame.f_code.co_name: [
            value for _, value in shown.get_traceback_frame_variables(None, frame.tb_frame)
        ]
        for frame in frames_of(error.tb)
        if frame.tb_frame.f_code.co_filename == encryption.__file__
    }


def frames_of(traceback):
    while traceback:
        yield traceback
        traceback = traceback.tb_next
