import { html } from 'htm/preact';
import type { Finding, OverviewAnswer, Place, Severity } from '../../../overview/answers.ts';
import type { CountedRows, Sample } from '../../../samples/sample.ts';
import { Countdown } from '../../components/countdown.ts';
import type { Tone } from '../../components/state-badge.ts';
import { count, duration, rate, relative } from '../../words.ts';
import type { IconName } from './icons.ts';
import { addressOf, isUnderWay } from './run-words.ts';

/** A node of the drawing. */
export interface FlowNode {
  readonly place: Place;
  /** What it is, and its name. */
  readonly kind: string;
  readonly name: string;
  readonly icon: IconName;
  /** The address of its view. */
  readonly to: string;
  readonly tone: Tone;
  /** What matters most here. */
  readonly value: unknown;
  readonly unit: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

type Drawn = Omit<FlowNode, 'place'>;

/** The pipeline as it is now, node by node. */
export function nodesOf(answer: OverviewAnswer, sample: Sample): Readonly<Record<Place, FlowNode>> {
  const drawn: Readonly<Record<Place, Drawn>> = {
    schedule: scheduleNode(answer, sample),
    fetch: fetchNode(sample),
    topic: topicNode(answer, sample),
    mapping: mappingNode(sample),
    sink: sinkNode(answer, sample),
    cassandra: storeNode('Cassandra', sample.rows.cassandra),
    postgres: storeNode('PostgreSQL', sample.rows.postgres),
    deadLetters: deadLettersNode(sample),
  };
  const places = Object.keys(drawn) as Place[];
  const judged = places.map((place) => {
    const { tone, ...node } = drawn[place];
    return [place, { ...node, place, tone: toneOf(place, tone, answer.findings) }] as const;
  });
  return Object.fromEntries(judged) as Record<Place, FlowNode>;
}

const tones: Readonly<Record<Severity, Tone>> = { bad: 'bad', warning: 'warning', note: 'good' };

/** What was found about the place comes before what it says of itself. @param findings the worst first */
function toneOf(place: Place, own: Tone, findings: readonly Finding[]): Tone {
  const worst = findings.find(({ about, severity }) => about.includes(place) && severity !== 'note');
  return worst ? tones[worst.severity] : own;
}

function scheduleNode({ nextRun }: OverviewAnswer, { schedule }: Sample): Drawn {
  const isDisabled = schedule?.isEnabled === false;
  return {
    ...{ kind: 'Schedule', name: 'users-daily', icon: 'clock', to: '/runs', tone: isDisabled ? 'off' : 'good' },
    value: nextRun ? html`<${Countdown} to=${nextRun} />` : isDisabled ? 'Disabled' : '–',
    unit: '',
    facts: schedule
      ? [
          ['At', nextRun ? moment.format(new Date(nextRun)) : 'none'],
          ['Rule', schedule.expression],
        ]
      : [],
  };
}

const moment = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});

function fetchNode({ runs }: Sample): Drawn {
  const last = runs?.[0];
  const isBusy = last !== undefined && isUnderWay(last);
  return {
    ...{
      kind: 'Function',
      name: 'users-fetch',
      icon: 'lambda',
      to: last ? addressOf(last) : '/runs',
    },
    tone: isBusy ? 'busy' : last ? 'good' : 'off',
    value: last ? count(last.published) : '–',
    unit: isBusy ? `of ${count(last.asked)} published` : 'published',
    facts: last
      ? [
          ['Last run', last.date],
          last.endedAt ? ['Ended', relative(last.endedAt)] : ['Began', relative(last.startedAt)],
        ]
      : [['Last run', 'none yet']],
  };
}

function topicNode({ rates }: OverviewAnswer, { lag, published }: Sample): Drawn {
  return {
    ...{ kind: 'Kafka topic', name: 'users_created', icon: 'topic', to: '/topics/users_created' },
    tone: lag ? 'busy' : 'good',
    value: written(lag, count),
    unit: 'waiting',
    facts: [
      ['Published', written(rates.published, rate)],
      ['Records', written(published, count)],
    ],
  };
}

function mappingNode({ mapping }: Sample): Drawn {
  const state = mapping?.state ?? null;
  return {
    ...{ kind: 'Event source', name: 'Mapping', icon: 'mapping', to: '/mappings' },
    tone: state === 'Enabled' ? 'good' : 'busy',
    value: state === 'Disabled' ? 'Paused' : (state ?? '–'),
    unit: '',
    facts: [
      ['In flight', written(mapping?.inFlight, count)],
      ['Buffered', written(mapping?.buffered, count)],
    ],
  };
}

function sinkNode({ rates }: OverviewAnswer, { sink, mapping }: Sample): Drawn {
  const { invocations = 0, invocationSeconds = 0, failedInvocations = 0 } = sink ?? {};
  const mean = invocationSeconds > 0 ? duration((invocationSeconds / invocations) * 1000) : '–';
  return {
    ...{ kind: 'Function', name: 'users-sink', icon: 'lambda', to: '/mappings' },
    tone: rates.stored || mapping?.inFlight ? 'busy' : 'good',
    value: written(rates.stored, rate),
    unit: 'stored',
    facts: [
      ['Mean batch', mean],
      ['Failed', sink ? count(failedInvocations) : '–'],
    ],
  };
}

function storeNode(name: string, counted: CountedRows | null): Drawn {
  return {
    ...{ kind: 'Store', name, icon: 'rows', to: '/users', tone: counted ? 'good' : 'off' },
    value: written(counted?.rows, count),
    unit: counted?.rows === 1 ? 'user' : 'users',
    facts: counted ? [['Counted', relative(counted.at)]] : [],
  };
}

function deadLettersNode({ deadLetters, sink }: Sample): Drawn {
  return {
    ...{ kind: 'Failure queue', name: 'Dead letters', icon: 'tray', to: '/dead-letters', tone: 'good' },
    value: written(deadLetters, count),
    unit: 'waiting',
    facts: [['Given up', written(sink?.sentToDestination, count)]],
  };
}

function written(value: number | null | undefined, format: (value: number) => string): string {
  return value == null ? '–' : format(value);
}
