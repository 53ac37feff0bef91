"""What LocalStack's own Docker executor, LAMBDA_RUNTIME_EXECUTOR=docker, lacks beside a process of this machine."""
