"""Which passage a question finds: pages to learn from and to ask, and the figures."""
