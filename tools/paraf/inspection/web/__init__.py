"""HTTP as an inspection needs it: many answers at once, bounded in time, size and patience."""
