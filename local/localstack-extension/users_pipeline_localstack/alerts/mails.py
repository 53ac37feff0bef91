"""
LocalStack lets SES keep what a topic's e-mail subscribers get, for /_aws/ses to show; but under one subject for all, with
JSON where CloudWatch writes a text, and for ever. Here each mail has its own subject and text, and the newest hundred are
kept.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from localstack import config
from localstack.aws.connect import connect_to
from localstack.services.sns.publisher import EmailJsonTopicPublisher, EmailTopicPublisher
from localstack.utils.aws.arns import parse_arn

from users_pipeline_localstack.alerts.alarm_text import alarm_text

SENDER = "no-reply@sns.amazonaws.com"
# SNS's own, for a message without a subject.
DEFAULT_SUBJECT = "AWS Notification Message"
MAX_MAILS = 100


def send(publisher: EmailJsonTopicPublisher, context: Any, subscriber: dict[str, str]) -> None:
    topic = parse_arn(subscriber["TopicArn"])
    ses = connect_to(aws_access_key_id=topic["account"], region_name=topic["region"]).ses
    text = publisher.prepare_message(context.message, subscriber, topic_attributes=context.topic_attributes)
    ses.verify_email_address(EmailAddress=SENDER)
    ses.send_email(
        Source=SENDER,
        Message={
            "Subject": {"Data": context.message.subject or DEFAULT_SUBJECT},
            "Body": {"Text": {"Data": text}},
        },
        Destination={"ToAddresses": [subscriber["Endpoint"]]},
    )
    forget_oldest()


def forget_oldest() -> None:
    # Only who sends needs SES, which takes time to load.
    from localstack.services.ses.provider import EMAILS

    folder = Path(config.dirs.data or config.dirs.tmp) / "ses"
    for message_id in list(EMAILS)[:-MAX_MAILS]:
        EMAILS.pop(message_id, None)
        with suppress(FileNotFoundError):
            (folder / f"{message_id}.json").unlink()


def apply() -> None:
    prepare = EmailTopicPublisher.prepare_message

    def prepare_text(publisher: EmailTopicPublisher, message: Any, subscriber: Any, *args: Any, **options: Any) -> str:
        content = prepare(publisher, message, subscriber, *args, **options)
        with suppress(ValueError, KeyError, TypeError):
            return alarm_text(json.loads(content))
        return content

    EmailJsonTopicPublisher._publish = send
    EmailTopicPublisher.prepare_message = prepare_text
