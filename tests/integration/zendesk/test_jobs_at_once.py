"""Several jobs are asked for in one call, and what such an answer leaves out proves nothing."""

import pytest
import responses
from responses.matchers import query_param_matcher

from integration.zendesk.transport import Transport
from integration.zendesk.updates import fetch_jobs

URL = "https://birchlane.zendesk.com/api/v2/job_statuses/show_many.json"


def test_several_jobs_come_in_one_call_and_an_unknown_one_is_left_out(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    jobs = [{"id": "V3-2", "status": "completed", "results": []}, {"id": "V3-1", "status": "working"}]
    desk.get(URL, match=[query_param_matcher({"ids": "V3-1,V3-2,V3-3"})], json={"job_statuses": jobs})
    found = fetch_jobs(transport, ["V3-1", "V3-2", "V3-3"])
    assert {name: job.is_over for name, job in found.items()} == {"V3-1": False, "V3-2": True}


@pytest.mark.parametrize("body", [{"error": "RecordNotFound"}, {"error": "InvalidEndpoint"}])
def test_an_account_without_this_call_is_asked_for_each_job(
    desk: responses.RequestsMock, transport: Transport, body: dict[str, str]
) -> None:
    desk.get(URL, status=404, json=body)
    assert fetch_jobs(transport, ["V3-1", "V3-2"]) == {}
