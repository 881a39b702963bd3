"""What a web server is told to serve a site as it should be: nginx, Apache, Caddy.

The headers are those of `site.policy`, the rest is `core.serving`'s: what an inspection asks for is
what stands here.
"""
