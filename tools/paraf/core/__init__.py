"""What is true of procedures, people, time and cases: pure values and functions, no I/O, no clock."""
