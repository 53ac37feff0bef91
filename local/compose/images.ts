import type { Stage } from '../progress.ts';
import type { Docker } from './docker.ts';
import { describeImageFailure } from './failures.ts';
import type { ComposeProject } from './project.ts';

const limits = { timeoutMs: 1_800_000, remedy: 'Look at local/compose, which has the Dockerfiles.' };

/** Builds our own images, and fetches those that are missing. @param requireDocker as it was asked already, or is now */
export function imagesStage(project: ComposeProject, requireDocker: () => Promise<Docker>): Stage {
  return {
    title: 'install',
    steps: [
      {
        title: 'Looking at Docker',
        async run() {
          const { version, compose } = await requireDocker();
          return `Docker ${version}, Compose ${compose}`;
        },
      },
      {
        title: 'Building and fetching images',
        async run(report) {
          try {
            await project.work(['build'], { ...limits, report });
            await project.work(['pull', '--policy=missing', '--ignore-buildable'], { ...limits, report });
          } catch (error) {
            throw describeImageFailure(error as Error);
          }
          return undefined;
        },
      },
    ],
  };
}
