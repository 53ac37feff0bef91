"""CloudFormation's engine: rollback, deletion and the reasons of failures, which LocalStack has in part or not."""
