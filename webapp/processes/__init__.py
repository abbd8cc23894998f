"""The four processes of the Procfile: web, worker, scheduler, redis."""
