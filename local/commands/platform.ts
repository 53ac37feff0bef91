import type { Stage } from '../progress.ts';
import type { Settings } from '../settings.ts';
import type { ServiceStatus } from '../stack.ts';

type Report = (line: string) => void;

/** Where the services of the pipeline run: as processes of this machine, or in containers. */
export interface Platform {
  /** By which programs of this machine reach the services. */
  readonly settings: Settings;
  /** Does work that starts services; what was started in it is stopped again when it is interrupted. */
  bringUp(work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  installStage(): Promise<Stage>;
  startStage(signal: AbortSignal): Stage;
  /** Makes `npx awslocal` work. */
  linkAwslocal(): void;
  /** How to reach every service, by name. */
  connections(): Promise<Record<string, Readonly<Record<string, unknown>>>>;
  status(): Promise<ServiceStatus[]>;
  /** @returns the names of what was stopped */
  stop(report: Report): Promise<string[]>;
  /** Stops everything and deletes data, logs and credentials. @returns what was deleted, in words */
  reset(report: Report): Promise<string>;
  /** Shows what a service wrote. */
  logs(service: string, options: { readonly lines: number; readonly follow: boolean }): Promise<void>;
}
