"""Metrics on their way to LocalStack's CloudWatch: its own of invocations, and those embedded in log events."""
