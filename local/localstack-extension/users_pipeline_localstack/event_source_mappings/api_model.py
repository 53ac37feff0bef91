"""What the Lambda API has and the model of it in LocalStack's botocore does not know yet, and so would drop."""

from localstack.aws import connect, spec

MODE = "KafkaEventSourceMappingConsumptionMode"


def apply() -> None:
    """To LocalStack's own model of the API and to that of its clients, by which CloudFormation calls it."""
    for loader in (spec.loader, connect.connect_to._session._loader):
        # The loader hands this very object to whoever asks.
        shapes = loader.load_service_model("lambda", "service-2")["shapes"]
        shapes[MODE] = {"type": "string", "enum": ["Stream", "Queue"]}
        shapes["SelfManagedKafkaEventSourceConfig"]["members"]["ConsumptionMode"] = {"shape": MODE}
