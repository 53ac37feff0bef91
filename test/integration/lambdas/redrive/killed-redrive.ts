import { SQSClient } from '@aws-sdk/client-sqs';
import kafkajs from 'kafkajs';
import { lendProducers } from '../../../../lambdas/core/clients/lend-producers.ts';
import { sqsLetterQueue } from '../../../../lambdas/redrive/letter-queue.ts';
import { readEvent } from '../../../../lambdas/redrive/read-event.ts';
import { type RedrivePorts, redrive } from '../../../../lambdas/redrive/redrive.ts';
import { withTopicReader } from '../../../../lambdas/redrive/topic-reader.ts';

/** A redrive that says when its records are published, and then waits to be killed. Its wishes are JSON in argv. */
const [, , wishes = '{}'] = process.argv;
const { topic, queueUrl, brokers, aws, visibilitySeconds } = JSON.parse(wishes);

const kafka = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING });
const unneeded = async () => Promise.reject(new Error('Not of this test.'));
const ports: RedrivePorts = {
  queue: sqsLetterQueue(new SQSClient(aws), queueUrl),
  values: { read: unneeded, delete: unneeded },
  audit: {
    check: async () => undefined,
    last: unneeded,
    async write() {
      process.stdout.write('published\n');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    },
  },
  withReader: (work) => withTopicReader(kafka, topic, work),
  withProducer: (work) => lendProducers(kafka, async ({ current }) => work(await current())),
};

const options = { topic, requestId: 'request-2', nowMs: Date.now(), visibilitySeconds };
await redrive(readEvent({ action: 'replay', all: true }), ports, options, AbortSignal.timeout(60_000));
