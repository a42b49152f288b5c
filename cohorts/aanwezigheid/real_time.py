"""When a tap really was, for a device whose clock may be wrong."""

from datetime import datetime, timedelta

# By how much two ways to tell the time of one tap differ by the slowness of a connection alone.
SLACK = timedelta(minutes=1)


def real_time_of(
    *, toesteltijd: datetime, verzonden: datetime, arrival: datetime, moment: datetime | None = None
) -> datetime:
    """The moment of a tap: as long before its arrival as the device waited to send it.

    Both times of the device come from the same clock, so that what that clock says does not
    matter, unless somebody set it in between. Then `moment` tells: the time of the server, as the
    device counted it on from the last list it fetched. One ahead of the arrival tells nothing.
    Never ahead of the arrival; never further back than time goes.
    """
    waited = verzonden - toesteltijd
    begin = datetime.min.replace(tzinfo=arrival.tzinfo)
    counted = arrival - min(max(waited, waited * 0), arrival - begin)
    if moment is None or abs(moment - counted) <= SLACK or moment - arrival > SLACK:
        return counted
    return min(moment, arrival)
