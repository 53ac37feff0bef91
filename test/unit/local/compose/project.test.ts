import { outsideContainers } from '../../../../local/compose/container-stack.ts';
import { ComposeProject } from '../../../../local/compose/project.ts';
import { readSettings } from '../../../../local/settings.ts';

const projectDir = '/home/zoe/pipeline';

function project(env: NodeJS.ProcessEnv): ComposeProject {
  return new ComposeProject(outsideContainers(readSettings(env, projectDir)), env);
}

test('a clone has the name that docker-compose.yml has', () => {
  expect(project({}).name).toBe('users-pipeline');
});

test('another state directory is another project, always with one name', () => {
  const { name } = project({ PIPELINE_STATE_DIR: '.local/test' });

  expect(name).toMatch(/^users-pipeline-[0-9a-f]{8}$/);
  expect(project({ PIPELINE_STATE_DIR: '.local/test' }).name).toBe(name);
});

test('a name that is given counts', () => {
  expect(project({ COMPOSE_PROJECT_NAME: 'mine' }).name).toBe('mine');
});

test('moved ports are handed on, and with them those of the databases', () => {
  const { env } = project({ PORT_OFFSET: '1000' }).command('ps');

  expect(env).toMatchObject({ KAFKA_IAM_PORT: '20098', DATABASES_PORT: '16500', DATABASE_PORTS: '16500-16509' });
});
