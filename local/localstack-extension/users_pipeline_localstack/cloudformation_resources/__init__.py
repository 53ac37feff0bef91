"""Resource types of CloudFormation that LocalStack community has not, and those that it makes or updates in part."""
