"""What people read of a site scan: its pages, checks and structure, in the database.

Lists are sorted, filtered and paged there, since a site may have 50,000 pages. The runs
themselves are ``services.sites``.
"""
