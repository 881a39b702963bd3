"""From pages to a built site: stage, build, measure, and show on loopback."""
