"""Alarms of CloudWatch and the e-mails that SNS sends of them, where LocalStack's are not as AWS's."""
