import pytest

from accounts.models import User


@pytest.fixture(autouse=True)
def deliver_at_once(django_capture_on_commit_callbacks, monkeypatch, client, db):
    """Mail leaves after commit; here the end of a request is its commit."""
    post = client.post

    def post_and_commit(*args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return post(*args, **kwargs)

    monkeypatch.setattr(client, "post", post_and_commit)


@pytest.fixture
def zus(db) -> User:
    return User.objects.create_user("zus@gemeente.example", voornaam="Zus")
