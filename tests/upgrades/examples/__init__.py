"""Small migrations of `berichten`, to show what the linter accepts and what it refuses.

Each accepted one is also the way to do it on both databases: copy it. LATEST is the migration that
the copy comes after.
"""
