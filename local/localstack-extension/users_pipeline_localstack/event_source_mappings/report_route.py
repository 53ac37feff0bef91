"""Takes the pollers' reports over HTTP."""

from localstack.services.internal import get_internal_apis
from rolo import Request, Response

from users_pipeline_localstack.event_source_mappings import reports
from users_pipeline_localstack.event_source_mappings.life_cycles import LIFE_CYCLES


def take_report(request: Request) -> Response:
    if (request.content_length or 0) > reports.MAX_BYTES:
        return Response(f"A report has at most {reports.MAX_BYTES} bytes.\n", status=413)
    try:
        report = reports.read_report(request.get_data())
    except ValueError as error:
        return Response(f"{error}\n", status=400)
    LIFE_CYCLES.take(report)
    return Response(status=204)


def apply() -> None:
    get_internal_apis().add(reports.PATH, take_report, methods=["POST"])
