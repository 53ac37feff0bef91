import fc from 'fast-check';
import { OffsetTracker } from '../../../../../local/event-source-mapping/processor/offset-tracker.ts';
import { eventRecords } from '../event-records.ts';

test('no offset passes a record that is not resolved, in whatever order records are', () => {
  const order = fc.shuffledSubarray([...Array(12).keys()], { minLength: 12 });
  fc.assert(
    fc.property(order, (offsets) => {
      const tracker = new OffsetTracker();
      tracker.begin(eventRecords(12));
      const unresolved = new Set(offsets);

      for (const offset of offsets) {
        const next = tracker.resolve([offset]);
        unresolved.delete(offset);
        const first = unresolved.size === 0 ? 12 : Math.min(...unresolved);
        expect(next === undefined || next === first).toBe(true);
      }

      expect(tracker.idle).toBe(true);
    }),
  );
});

test('offsets that the topic does not have, such as those of transaction markers, are passed', () => {
  const tracker = new OffsetTracker();
  const [first, , third] = eventRecords(3);
  tracker.begin([first, third].filter((record) => record !== undefined));

  expect(tracker.resolve([0, 2])).toBe(3);
});
