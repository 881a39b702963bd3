"""What is true of procedures, people, time and cases: pure values, no I/O, no clock."""
