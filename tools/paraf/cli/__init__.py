"""The commands: parse, wire, call one job, print. The only printer."""
