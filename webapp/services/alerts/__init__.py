"""Alerts: what got worse from one run of a schedule to the next is told.

``watching`` takes in the ends of runs, ``page_runs`` and ``site_runs`` compare two of
them, ``raising`` writes alerts and what webhooks are sent, ``digests`` gathers alerts
into mails, ``words`` says what they say, ``book`` is what a user sees and chooses.
"""
