"""A procedure as others see it: a page, paper, a diagram."""
