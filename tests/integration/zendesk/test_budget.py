"""May I, or when? Half of the plan's rate and four of ten exports are left to others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration.zendesk.budget import Budget, Kind, kind_of


class Clock:
    """A monotonic clock moved by hand."""

    def __init__(self) -> None:
        self.now = 500.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def spend(budget: Budget, kind: Kind, times: int) -> None:
    for _ in range(times):
        budget.spend(kind)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Rate-Limit": "700", "X-Rate-Limit-Remaining": "690"},
        {"ratelimit-limit": "700", "ratelimit-remaining": "690", "ratelimit-reset": "59"},
        {"Rate-Limit": "700", "Rate-Limit-Remaining": "690", "Rate-Limit-Reset": "59"},
    ],
)
def test_half_of_the_plan_is_left_to_others_in_every_spelling(clock: Clock, headers: dict[str, str]) -> None:
    budget = Budget(monotonic=clock)
    budget.learn(headers)
    spend(budget, "read", 349)
    assert budget.wait_s("read") == 0
    spend(budget, "read", 1)
    assert budget.wait_s("read") == 60
    clock.now += 60
    assert budget.wait_s("read") == 0


def test_before_zendesk_told_its_plan_a_small_one_is_assumed(clock: Clock) -> None:
    budget = Budget(monotonic=clock)
    spend(budget, "read", 100)
    assert budget.wait_s("read") == 60


def test_when_others_have_used_the_plan_up_we_wait_for_the_reset(clock: Clock) -> None:
    budget = Budget(monotonic=clock)
    budget.learn({"ratelimit-limit": "400", "ratelimit-remaining": "20", "ratelimit-reset": "33"})
    assert budget.wait_s("read") == 33
    assert budget.wait_s("update") == 33
    clock.now += 33
    assert budget.wait_s("read") == 0


def test_six_exports_a_minute_and_eighteen_with_the_add_on(clock: Clock) -> None:
    budget = Budget(monotonic=clock)
    spend(budget, "export", 6)
    assert budget.wait_s("export") == 60
    assert budget.wait_s("read") == 0
    budget.learn({"Zendesk-RateLimit-Incremental-Exports": "total=30; remaining=24; resets=41"})
    assert budget.wait_s("export") == 0
    spend(budget, "export", 12)
    assert budget.wait_s("export") == 60


@pytest.mark.parametrize("name", ["zendesk-ratelimit-tickets-update", "Zendesk-Rate-Limit-tickets-update"])
def test_updates_keep_to_half_of_the_endpoints_limit(clock: Clock, name: str) -> None:
    budget = Budget(monotonic=clock)
    budget.learn({name: "total=20; remaining=19; resets=59"})
    spend(budget, "update", 10)
    assert budget.wait_s("update") == 60
    assert budget.wait_s("job") == 0


def test_an_empty_endpoint_is_waited_for_although_the_plan_has_calls_left(clock: Clock) -> None:
    budget = Budget(monotonic=clock)
    budget.learn(
        {
            "x-rate-limit": "700",
            "x-rate-limit-remaining": "690",
            "zendesk-ratelimit-incremental-exports": "total=10; remaining=0; resets=17",
        }
    )
    assert budget.wait_s("export") == 17
    assert budget.wait_s("read") == 0


def test_the_last_job_slots_are_left_to_others(clock: Clock) -> None:
    budget = Budget(monotonic=clock)
    budget.learn({"zendesk-ratelimit-inflight-jobs": "total=30; remaining=3; resets=60"})
    assert budget.wait_s("job") == 60
    assert budget.limits["inflight-jobs"].remaining == 3


def test_a_limit_of_one_ticket_holds_up_no_other_ticket(clock: Clock) -> None:
    budget = Budget(monotonic=clock)
    budget.learn({"zendesk-ratelimit-per-ticket-updates": "total=30; remaining=0; resets=468"})
    assert budget.wait_s("update") == 0


def test_a_429_blocks_its_kind_alone(clock: Clock) -> None:
    budget = Budget(monotonic=clock)
    budget.block("export", 25)
    assert budget.wait_s("export") == 25
    assert budget.wait_s("read") == 0


def test_odd_headers_change_nothing(clock: Clock) -> None:
    budget = Budget(monotonic=clock)
    budget.learn({"x-rate-limit": "many", "zendesk-ratelimit-tickets-update": "none", "ratelimit-limit": ""})
    assert budget.limits == {}


@given(
    st.lists(st.tuples(st.sampled_from(["read", "export", "update", "job"]), st.floats(0, 5)), max_size=200)
)
def test_whoever_waits_as_told_never_exceeds_its_share(steps: list[tuple[Kind, float]]) -> None:
    clock = Clock()
    budget = Budget(monotonic=clock)
    budget.learn({"ratelimit-limit": "40", "ratelimit-remaining": "40", "ratelimit-reset": "60"})
    sent: list[tuple[float, Kind]] = []
    for kind, pause in steps:
        clock.now += pause
        clock.now += budget.wait_s(kind)
        budget.spend(kind)
        sent.append((clock.now, kind))
    for at, _ in sent:
        window = [kind for when, kind in sent if at <= when < at + 59.999]
        assert len(window) <= 20
        assert window.count("export") <= 6


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/api/v2/incremental/ticket_events.json", "export"),
        ("GET", "/api/v2/tickets/1.json", "read"),
        ("PUT", "/api/v2/tickets/update_many.json", "job"),
        ("PUT", "/api/v2/tickets/1.json", "update"),
    ],
)
def test_each_call_has_its_budget(method: str, path: str, kind: Kind) -> None:
    assert kind_of(method, path) == kind


@pytest.mark.parametrize("settings", [{"share": 0}, {"share": 1.1}, {"exports_per_minute": 0}])
def test_a_share_that_is_none_is_refused(settings: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="share"):
        Budget(**settings)  # type: ignore[arg-type]
