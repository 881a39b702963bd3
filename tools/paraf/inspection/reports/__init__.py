"""An inspection's findings in the formats that other programs read."""
