#!/bin/sh
# Takes down what deploy.sh has made, also where it got only half way.
set -u
aws=${AWS:-aws}

for mapping in $($aws lambda list-event-source-mappings --function-name orders \
  --query 'EventSourceMappings[].UUID' --output text); do
  $aws lambda delete-event-source-mapping --uuid "$mapping" --query State --output text
done
$aws lambda delete-function --function-name orders
$aws logs delete-log-group --log-group-name /aws/lambda/orders
$aws sqs delete-queue --queue-url "$($aws sqs get-queue-url --queue-name orders-failed --query QueueUrl --output text)"
$aws iam delete-role-policy --role-name orders --policy-name orders
$aws iam delete-role --role-name orders
