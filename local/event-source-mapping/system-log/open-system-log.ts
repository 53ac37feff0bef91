import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { Activity } from '../activity.ts';
import { hasProvisionedPollers } from '../worker/mapping.ts';
import { cloudWatchLogStream, type LogClients } from './cloudwatch-log-stream.ts';
import type { LogOrigin } from './log-record.ts';
import { LogWriter, type LogWriterOptions } from './log-writer.ts';
import { SystemLog } from './system-log.ts';

/** The log that a mapping asks for; undefined for one that asks for none. */
export type OpenSystemLog = (config: EventSourceMappingConfiguration, activity: Activity) => SystemLog | undefined;

const limits: Omit<LogWriterOptions, 'put' | 'onLost' | 'log'> = {
  gatherMs: 500,
  maxWaitingBytes: 4 * 1024 * 1024,
  attempts: 5,
  backoff: { firstMs: 200, maxMs: 5000 },
};

export function systemLogOpener(clients: LogClients): OpenSystemLog {
  return (config, activity) => {
    const { UUID: uuid, FunctionArn: functionArn, EventSourceArn, LoggingConfig } = config;
    const level = hasProvisionedPollers(config) && LoggingConfig?.SystemLogLevel;
    if (!level || !uuid || !functionArn) return undefined;
    const writer = new LogWriter({
      ...limits,
      put: cloudWatchLogStream(clients, functionArn, uuid),
      onLost: (events) => {
        activity.counts.lostLogEvents += events;
      },
      log: (line) => activity.log(line),
    });
    return new SystemLog(level, logOrigin(uuid, functionArn, EventSourceArn), writer);
  };
}

/** A mapping is its function's neighbour, and has one consumer here. */
export function logOrigin(uuid: string, functionArn: string, eventSourceArn: string | undefined): LogOrigin {
  const account = functionArn.split(':').slice(0, 5).join(':');
  return {
    resourceArn: `${account}:event-source-mapping:${uuid}`,
    eventSourceArn,
    eventProcessorId: `${uuid}/0`,
  };
}
