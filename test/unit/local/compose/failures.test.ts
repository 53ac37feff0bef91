import { describeImageFailure } from '../../../../local/compose/failures.ts';

const lookup = 'dial tcp: lookup registry.example: no such host';

test('an image that a Dockerfile begins with is named when it cannot be had', () => {
  const failure = new Error(`docker compose failed with exit code 1.
  ------
   > [kafka internal] load metadata for registry.example/library/cassandra:5.0.9:
  ------
  target kafka: failed to solve: failed to do request: Head "https://registry.example/v2": ${lookup}`);

  const { message, cause } = describeImageFailure(failure);

  expect(message).toMatch(
    /^The image registry\.example\/library\/cassandra:5\.0\.9 cannot be had \(Head .*no such host\)\. See that Docker/,
  );
  expect(cause).toBe(failure);
});

test('an image that is only fetched is named by its service', () => {
  const failure = new Error(`docker compose failed.
   schema-registry Pulling
   schema-registry Error Get "https://registry.example/v2/": ${lookup}
  Error response from daemon: Get "https://registry.example/v2/": ${lookup}`);

  expect(describeImageFailure(failure).message).toMatch(/^The image of schema-registry cannot be had \(Get .*host\)\./);
});

test('what is no matter of images is left as it is', () => {
  const failure = new Error('failed to solve: process "/bin/sh -c npm ci" did not complete successfully');

  expect(describeImageFailure(failure)).toBe(failure);
});
