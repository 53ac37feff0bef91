#!/bin/sh
# Makes queue, role, function and mapping: deploy.sh <host:port of a broker's SCRAM listener>. The secrets
# orders-kafka-login and orders-kafka-authority have to be there. AWS is the AWS CLI: aws, unless it is given.
set -eu
cd "$(dirname "$0")"
servers=$1
aws=${AWS:-aws}

queue_url=$($aws sqs create-queue --queue-name orders-failed --query QueueUrl --output text)
queue=$($aws sqs get-queue-attributes --queue-url "$queue_url" --attribute-names QueueArn \
  --query Attributes.QueueArn --output text)

role=$($aws iam create-role --role-name orders --assume-role-policy-document file://trust-policy.json \
  --query Role.Arn --output text)
$aws iam put-role-policy --role-name orders --policy-name orders --policy-document file://permissions.json
$aws iam wait role-exists --role-name orders

package=$(mktemp -d)
python3 -m zipfile -c "$package/orders.zip" handler.py
$aws lambda create-function --function-name orders --runtime "${RUNTIME:-python3.13}" --handler handler.handler \
  --role "$role" --timeout 30 --zip-file "fileb://$package/orders.zip" --query FunctionArn --output text
$aws lambda wait function-active-v2 --function-name orders

login=$($aws secretsmanager describe-secret --secret-id orders-kafka-login --query ARN --output text)
authority=$($aws secretsmanager describe-secret --secret-id orders-kafka-authority --query ARN --output text)
$aws lambda create-event-source-mapping --function-name orders --topics orders \
  --self-managed-event-source "Endpoints={KAFKA_BOOTSTRAP_SERVERS=[$servers]}" \
  --source-access-configurations "Type=SASL_SCRAM_512_AUTH,URI=$login" "Type=SERVER_ROOT_CA_CERTIFICATE,URI=$authority" \
  --starting-position TRIM_HORIZON --batch-size 100 --provisioned-poller-config MinimumPollers=1,MaximumPollers=2 \
  --function-response-types ReportBatchItemFailures --maximum-retry-attempts 2 \
  --destination-config "OnFailure={Destination=$queue}"
