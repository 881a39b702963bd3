"""The forges: a case's events in, marks and merges out. Each of one shape, blind to the others."""
