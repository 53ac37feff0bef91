import { eventSourceMapping } from '../../local/services/event-source-mapping/event-source-mapping-service.ts';
import { readSettings } from '../../local/settings.ts';
import { Stack } from '../../local/stack.ts';
import { pipelineTests } from '../support/pipeline/pipeline-tests.ts';
import { projectDir, stackEnvironment } from '../support/stack/stack.ts';

const settings = readSettings(stackEnvironment, projectDir);

pipelineTests({
  options: [],
  environment: stackEnvironment,
  settings,
  process: { pid: expect.any(Number) },
  // The other suites' mappings have pollers of their own: this one must not take them.
  stop: () => new Stack(settings).stop(eventSourceMapping),
});
