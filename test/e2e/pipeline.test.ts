import { readSettings } from '../../local/settings.ts';
import { pipelineTests } from '../support/pipeline/pipeline-tests.ts';
import { projectDir, stackEnvironment } from '../support/stack/stack.ts';

const settings = readSettings(stackEnvironment, projectDir);

pipelineTests({
  options: [],
  environment: stackEnvironment,
  settings,
  process: { pid: expect.any(Number) },
});
