"""Files and values: YAML, front matter, the ledger's lines. The only reader of YAML."""
