"""What the service counts, as Prometheus reads it."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

SECONDS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800)
TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Counts:
    """The counters of one service, apart from any other in the same process.

    Labels hold the names of configured repositories and fixed words, never what somebody sent.
    """

    def __init__(self) -> None:
        """Begin at nothing."""
        disable_created_metrics()  # type: ignore[no-untyped-call]  # theirs has no types
        own = self.registry = CollectorRegistry()
        ProcessCollector(registry=own)
        one = ["repository"]
        self.reconciles = Counter(
            "paraf_reconciles", "Reconciles that ended, by outcome.", [*one, "outcome"],
            registry=own,
        )  # fmt: skip
        self.seconds = Histogram(
            "paraf_reconcile_seconds", "How long reconciles took.", one,
            buckets=SECONDS, registry=own,
        )  # fmt: skip
        self.running = Gauge("paraf_reconciles_running", "Reconciles under way.", registry=own)
        self.success = Gauge(
            "paraf_last_success_timestamp_seconds",
            "When a reconcile last ended with nothing in its way.", one, registry=own,
        )  # fmt: skip
        self.problems = Gauge(
            "paraf_problems", "Cases that the last reconcile could not bring forward.", one,
            registry=own,
        )  # fmt: skip
        self.requests = Counter(
            "paraf_forge_requests", "Requests made to the forge.", one, registry=own
        )
        self.webhooks = Counter(
            "paraf_webhooks", "Webhooks that came, by what was done with them.",
            ["forge", "outcome"], registry=own,
        )  # fmt: skip
        self.coalesced = Counter(
            "paraf_wakeups_coalesced", "Wake-ups for which a reconcile was due already.", one,
            registry=own,
        )  # fmt: skip

        self.watches = Counter(
            "paraf_watches", "Looks at the published site, by how they came out.",
            [*one, "outcome"], registry=own,
        )  # fmt: skip
        self.incident = Gauge(
            "paraf_incident", "Whether the published site is not what was marked: 1, else 0.",
            one, registry=own,
        )  # fmt: skip
        self.blind = Gauge(
            "paraf_watch_without_browser", "Whether the last look at the published site was "
            "without a browser: 1, else 0.", one, registry=own,
        )  # fmt: skip
        self.watched = Gauge(
            "paraf_last_watch_timestamp_seconds", "When the published site was last looked at.",
            one, registry=own,
        )  # fmt: skip

    def text(self) -> bytes:
        """Return everything in the text format."""
        return generate_latest(self.registry)
