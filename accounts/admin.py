"""What a beheerder may not do: sign in as somebody else, or give somebody a way in.

allauth and Django bring admin pages of their own. A confirmed address of one's own on somebody's
account, a passkey moved to it or a second factor taken away from it opens that account, and with
it a journal.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group

for model in (EmailAddress, Authenticator, UserSession, Group):
    admin.site.unregister(model)
