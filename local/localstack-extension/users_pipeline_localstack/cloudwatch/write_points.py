"""Everything that this extension writes to CloudWatch goes through here."""

from collections import Counter

from localstack.aws.connect import connect_to
from localstack.utils.bootstrap import is_api_enabled

from users_pipeline_localstack.cloudwatch.points import Point, Points, requests


def write_points(counts: Counter[Point]) -> None:
    if not is_api_enabled("cloudwatch"):
        return
    for place, data in requests(counts):
        client = connect_to(aws_access_key_id=place.account_id, region_name=place.region).cloudwatch
        client.put_metric_data(Namespace=place.namespace, MetricData=data)


POINTS = Points(write_points)
