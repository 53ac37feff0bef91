import { join } from 'node:path';
import { outsideContainers } from '../../local/compose/container-stack.ts';
import { readSettings } from '../../local/settings.ts';
import { runCommand } from '../support/command.ts';
import { pipelineTests } from '../support/pipeline-tests.ts';
import { portOffset, projectDir } from '../support/stack.ts';
import { withDocker } from '../support/with-docker.ts';

/** Apart from the stack of the other tests, which runs without Docker. */
const environment = {
  PIPELINE_STATE_DIR: join('.local', 'test-docker'),
  PORT_OFFSET: String(portOffset + 1000),
};

withDocker(() =>
  pipelineTests({
    options: ['--docker'],
    environment,
    settings: outsideContainers(readSettings(environment, projectDir)),
    process: { container: expect.stringContaining('-kafka-1') },
    stop: () => runCommand(['reset'], environment),
  }),
);
