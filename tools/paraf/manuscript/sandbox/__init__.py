"""Runs whatever parses untrusted files in processes with limits."""
