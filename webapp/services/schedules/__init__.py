"""Schedules: scans of a page or a site that begin by themselves.

``timing`` says when, ``book`` is what a user sees and steers, ``running`` what the
leader does.
"""
