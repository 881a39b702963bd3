"""The jobs: gather, judge, act. One small job a file; each may be killed and run again."""
