"""How many watchers and submissions the real web process bears, told by wrk."""
