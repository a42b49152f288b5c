"""The demo: fictional people in four cohorts, so that every screen has something to show."""
