"""The fault suite: one fault a run, against the real processes, then one checker.

    make faults                        all of them; goes on where it was stopped
    make faults FAULTS="F1 F9"         some, again

Each run starts Valkey, a database, web, two workers and a scheduler on loopback, offers
a steady load of scans of a site of its own, does one harm (``catalogue.py`` lists
them), waits until every accepted scan is at its end and lets ``checker.py`` judge what
the database's journal says. Results lie in ``var/faults/``.
"""
