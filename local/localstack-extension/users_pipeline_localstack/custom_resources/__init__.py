"""CloudFormation's custom resources, which LocalStack community leaves out of a stack without a word."""
