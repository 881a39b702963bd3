"""`paraf serve`: many repositories reconciled by one process, woken by webhooks and by a timer."""
