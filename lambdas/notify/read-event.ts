import * as z from 'zod/mini';
import { describeProblem } from '../core/describe-problem.ts';
import { InvalidEventError } from '../core/errors.ts';
import { parseJson } from '../core/http-answer.ts';

/** An alarm has changed its state, as CloudWatch tells it. */
export interface AlarmChange {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly oldState: string;
  readonly newState: string;
  readonly reason: string;
  /** As CloudWatch writes it; ISO 8601, or nearly. */
  readonly at: string;
}

/** What came by the topic: an alarm's change, or something that somebody else has published there. */
export type Notification =
  | { readonly alarm: AlarmChange }
  | { readonly subject: string; readonly text: string; readonly at: string };

const event = z.object({
  Records: z.array(
    z.object({
      Sns: z.object({ Subject: z.nullish(z.string()), Message: z.string(), Timestamp: z.string() }),
    }),
  ),
});

const change = z.object({
  AlarmName: z.string(),
  AlarmArn: z.string(),
  AlarmDescription: z.nullish(z.string()),
  OldStateValue: z.string(),
  NewStateValue: z.string(),
  NewStateReason: z.string(),
  StateChangeTime: z.string(),
});

/** @throws InvalidEventError for what SNS does not send */
export function readEvent(input: unknown): Notification[] {
  const parsed = event.safeParse(input);
  if (!parsed.success) throw new InvalidEventError(`The event is not of SNS: ${describeProblem(parsed.error)}.`);
  return parsed.data.Records.map(({ Sns }) => {
    const alarm = change.safeParse(parseJson(Sns.Message));
    if (!alarm.success) return { subject: Sns.Subject ?? '', text: Sns.Message, at: Sns.Timestamp };
    const { data } = alarm;
    return {
      alarm: {
        name: data.AlarmName,
        arn: data.AlarmArn,
        description: data.AlarmDescription ?? '',
        oldState: data.OldStateValue,
        newState: data.NewStateValue,
        reason: data.NewStateReason,
        at: data.StateChangeTime,
      },
    };
  });
}
