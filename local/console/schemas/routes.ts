import { Hono } from 'hono';
import pLimit from 'p-limit';
import { ConsoleProblem } from '../problem.ts';
import { wholeNumber } from '../request-values.ts';
import type { Sources } from '../sources/sources.ts';
import type { SubjectAnswer, SubjectsAnswer, SubjectView } from './answers.ts';
import { Registry } from './registry.ts';

// Each takes three questions.
const mostSubjects = 50;
const atOnce = 8;

/** What is registered in the stack's schema registry. */
export function schemaRoutes({ settings }: Pick<Sources, 'settings'>): Hono {
  const registry = new Registry(settings);
  const routes = new Hono();
  routes.get('/', async (context) => {
    const wanted = (context.req.query('search') ?? '').toLowerCase();
    const all = (await registry.subjects()).filter((subject) => subject.toLowerCase().includes(wanted)).sort();
    const limit = pLimit(atOnce);
    const views = await Promise.all(
      all.slice(0, mostSubjects).map((subject) => limit(() => subjectView(registry, subject).catch(missing))),
    );
    const subjects = views.filter((view) => view !== undefined);
    return context.json({ subjects, total: all.length, registry: registry.url } satisfies SubjectsAnswer);
  });
  routes.get('/:subject', async (context) => {
    const subject = context.req.param('subject');
    const [versions, compatibility] = await Promise.all([registry.versions(subject), registry.compatibility(subject)]);
    const [newest = 1] = versions;
    const number = (name: string, or: number) =>
      wholeNumber(name, context.req.query(name), { from: 0, to: 0x7fff_ffff, or });
    const version = number('version', newest);
    // 0 compares with none.
    const against = number('against', versions.find((one) => one < version) ?? 0);
    const [chosen, other] = await Promise.all([
      registry.version(subject, version),
      against === 0 ? null : registry.version(subject, against),
    ]);
    return context.json({ subject, compatibility, versions, chosen, other } satisfies SubjectAnswer);
  });
  return routes;
}

async function subjectView(registry: Registry, subject: string): Promise<SubjectView> {
  const [versions, compatibility] = await Promise.all([registry.versions(subject), registry.compatibility(subject)]);
  const [latest] = versions;
  const newest = latest === undefined ? null : await registry.version(subject, latest);
  return {
    ...{ subject, compatibility },
    versions: versions.length,
    latest: latest ?? null,
    format: newest?.format ?? null,
  };
}

/** It has gone since the list was read. */
function missing(error: unknown): undefined {
  if (error instanceof ConsoleProblem && error.status === 404) return undefined;
  throw error;
}
