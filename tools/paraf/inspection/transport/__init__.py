"""How the site is delivered: its headers, its certificate, its protocol versions."""
