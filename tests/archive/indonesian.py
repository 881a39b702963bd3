"""The Indonesian that the office reads."""

from paraf.records.catalogue import voice

say = voice("id")
