"""The report, the sheet of its marks, and the bag that proves both without Paraf."""
