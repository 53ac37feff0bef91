import { join } from 'node:path';
import { outsideContainers } from '../../local/compose/container-stack.ts';
import { readSettings } from '../../local/settings.ts';
import { runCommand } from '../support/command.ts';
import { pipelineTests } from '../support/pipeline/pipeline-tests.ts';
import { portOffset, projectDir } from '../support/stack/stack.ts';
import { describeWith } from './docker-command.ts';

/** Apart from the stack of the other tests, which runs without Docker. */
const environment = {
  PIPELINE_STATE_DIR: join('.local', 'test-docker'),
  PORT_OFFSET: String(portOffset + 2000),
};

/** What docker-compose.yml takes from others, and LocalStack for the functions. */
const images = [
  'apache/kafka:4.4.0',
  'apicurio/apicurio-registry-mem:2.6.13.Final',
  'cassandra:5.0.9',
  'localstack/localstack:4.14.0',
  'node:22.23.3-bookworm-slim',
  'public.ecr.aws/lambda/nodejs:22',
];

describeWith(images)('the pipeline in Docker', () =>
  pipelineTests({
    options: ['--docker'],
    environment,
    settings: outsideContainers(readSettings(environment, projectDir)),
    process: { container: expect.stringContaining('-kafka-1') },
    stop: () => runCommand(['reset'], environment),
  }),
);
