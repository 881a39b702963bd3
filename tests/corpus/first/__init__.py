"""The first studio: for developing recognisers. Look at what it makes as much as you like."""
