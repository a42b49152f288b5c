"""Reads a list that a stranger made, as a program of its own with little memory and time.

`cohorts.deelnemers.lists.files` starts this folder by its path. It imports nothing of the project
but itself and `huisstijl.typed`, so that a file that hurts it finds no secret and no database.
"""
