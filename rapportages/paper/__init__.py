"""The overview on paper."""

from rapportages.paper.pdf import MAX_ROWS, Blad, render

__all__ = ["MAX_ROWS", "Blad", "render"]
