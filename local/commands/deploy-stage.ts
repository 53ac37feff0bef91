import { leadAlarmsToConsole } from '../deployment/alarm-webhook.ts';
import { deploy } from '../deployment/deploy.ts';
import type { Stage } from '../progress.ts';
import type { Settings } from '../settings.ts';

export function deployStage(settings: Settings): Stage {
  const step = {
    title: 'Deploying with cdklocal',
    async run(report: (line: string) => void) {
      await leadAlarmsToConsole(settings);
      return deploy(settings, report);
    },
  };
  return { title: 'deploy', steps: [step] };
}
