import { eventSourceMapping } from '../../../local/services/event-source-mapping/event-source-mapping-service.ts';
import { readSettings } from '../../../local/settings.ts';
import { Stack } from '../../../local/stack.ts';
import { projectDir, stackEnvironment } from './stack.ts';

// Whoever was on this stack before may have left the pipeline's poller running: it would serve the mappings of this file too.
beforeAll(() => new Stack(readSettings(stackEnvironment, projectDir)).stop(eventSourceMapping));
