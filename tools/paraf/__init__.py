"""Paraf: an office's written procedure (SOP), run as a git flow. Start reading at `core/sop.py`."""
