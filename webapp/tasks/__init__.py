"""What RQ calls: find, call, return."""
