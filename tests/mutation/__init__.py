"""`make mutatie ROOM=…`: small faults, one at a time, and whether the tests of the room see them.

cosmic-ray finds the places and makes the faults; those of this house stand in `faults.py`.
"""
