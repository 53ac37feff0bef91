import { stages } from '../../../cdk/stages.ts';
import { templateOf, withoutHashes } from './synthesise.ts';

// How docker differs from local stands in stage-differences.test.ts.
const reviewed = Object.keys(stages).filter((stage) => stage !== 'docker');

test.each(reviewed)('the template of stage %s is the one that was reviewed', (stage) => {
  const template = templateOf(stage);

  const reviewable = withoutHashes(template);

  expect(reviewable).toMatchSnapshot();
});
