"""What a delivery costs beside a job of bare RQ, and how it grows with workers."""
