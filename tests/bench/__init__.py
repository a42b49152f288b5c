"""`python -m tests.bench`: what a page costs, beside a bare Django page of the same run."""
