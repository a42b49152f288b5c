"""When a tap really was, for a device whose clock may be wrong."""

from datetime import datetime


def real_time_of(*, toesteltijd: datetime, verzonden: datetime, arrival: datetime) -> datetime:
    """The moment of a tap: as long before its arrival as the device waited to send it.

    Both times of the device come from the same clock, so that what that clock says does not
    matter. Never ahead of the arrival; never further back than time goes.
    """
    waited = verzonden - toesteltijd
    begin = datetime.min.replace(tzinfo=arrival.tzinfo)
    return arrival - min(max(waited, waited * 0), arrival - begin)
