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
        tracker.resolve([offset]);
        unresolved.delete(offset);
        expect(tracker.first).toBe(unresolved.size === 0 ? undefined : Math.min(...unresolved));
      }
    }),
  );
});
