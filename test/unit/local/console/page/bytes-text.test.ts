import { bytesOf, hexDump } from '../../../../../local/console/page/bytes-text.ts';

test('bytes come from text or base64', () => {
  expect([...bytesOf({ text: 'ü' })]).toEqual([0xc3, 0xbc]);
  expect([...bytesOf({ base64: '//4A' })]).toEqual([0xff, 0xfe, 0]);
});

test('each line of a dump says where it begins and what its bytes are', () => {
  const lines = hexDump(Uint8Array.from({ length: 18 }, (_, index) => index + 0x40)).split('\n');

  expect(lines).toEqual([
    '000000  40 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f  @ABCDEFGHIJKLMNO',
    `000010  50 51${' '.repeat(44)}PQ`,
  ]);
  expect(hexDump(Uint8Array.of(0, 0x7f, 0xff))).toMatch(/^000000 {2}00 7f ff {41}\.\.\.$/);
  expect(hexDump(new Uint8Array())).toBe('');
});
