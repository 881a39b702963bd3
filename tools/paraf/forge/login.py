"""Lets git show a token to a forge from memory: no file and no list of processes ever holds it."""

import base64

from paraf.forge.git import Git


def log_in(git: Git, url: str, token: str) -> None:
    """Show `token` to the forge at `url` (without a slash at its end) whenever git goes there."""
    word = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    git.repo.git.update_environment(
        GIT_CONFIG_COUNT="2",
        GIT_CONFIG_KEY_0=f"http.{url}/.extraHeader",
        GIT_CONFIG_VALUE_0=f"Authorization: Basic {word}",
        # Whoever the forge names in a redirect is not shown the token.
        GIT_CONFIG_KEY_1=f"http.{url}/.followRedirects",
        GIT_CONFIG_VALUE_1="false",
    )
