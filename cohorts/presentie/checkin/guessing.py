"""How many wrong codes are put up with: enough for a bad keyboard, too few to guess one."""

from accounts.ways_in.attempts import Limit

# For one person, and for everybody together who scans a day's code before signing in.
PER_PERSON = Limit("wrong codes of a person", times=10, seconds=600)
PER_DAY = Limit("wrong codes of a day", times=300, seconds=600)
