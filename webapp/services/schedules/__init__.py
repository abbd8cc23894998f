"""Schedules: scans of a page or a site that begin by themselves.

``timing`` says when, ``book`` is what a user sees and steers, ``running`` what the
leader does, ``runs`` writes down what ran, ``history`` tells what came of it.
"""
