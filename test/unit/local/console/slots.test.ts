import { Slots } from '../../../../local/console/slots.ts';

test('the last one waits until another is given back, and giving back twice is once', () => {
  const slots = new Slots(2, 'searches');
  const first = slots.take();
  slots.take();

  expect(() => slots.take()).toThrow('2 searches are under way, the most at once.');

  first();
  first();
  slots.take();
  expect(() => slots.take()).toThrow('under way');
});
