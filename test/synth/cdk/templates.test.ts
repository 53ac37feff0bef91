import { stages } from '../../../cdk/stages.ts';
import { templateOf, withoutHashes } from './synthesise.ts';

test.each(Object.keys(stages))('the template of stage %s is the one that was reviewed', (stage) => {
  const template = templateOf(stage);

  const reviewable = withoutHashes(template);

  expect(reviewable).toMatchSnapshot();
});
