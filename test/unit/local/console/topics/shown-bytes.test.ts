import { shownBytes } from '../../../../../local/console/topics/showing/shown-bytes.ts';

const shown = (text: string | Buffer, most = 1000) => shownBytes(Buffer.from(text as string), most);

test('text is shown as text, objects and lists as JSON, the rest in hex', () => {
  expect(shown('Grüße')).toEqual({ kind: 'text', text: 'Grüße', bytes: 7, isCut: false });
  expect(shown(' {"a":1}')).toMatchObject({ kind: 'json', text: ' {"a":1}' });
  expect(shown('[1]')).toMatchObject({ kind: 'json' });
  expect(shown('42')).toMatchObject({ kind: 'text' });
  expect(shown('{broken')).toMatchObject({ kind: 'text' });
  expect(shown(Buffer.from([0xff, 0x00, 0x1a]))).toEqual({ kind: 'hex', text: 'ff 00 1a', bytes: 3, isCut: false });
});

test('text with control characters is no text', () => {
  expect(shown('a\u0000b')).toMatchObject({ kind: 'hex', text: '61 00 62' });
  expect(shown('a\u001b[31mb')).toMatchObject({ kind: 'hex' });
  expect(shown('a\tb\r\nc')).toMatchObject({ kind: 'text' });
});

test('what is long is cut between characters, and says how long it is', () => {
  expect(shown('aä', 2)).toEqual({ kind: 'text', text: 'a', bytes: 3, isCut: true });
  expect(shown(`{"a":"${'x'.repeat(100)}"}`, 10)).toMatchObject({
    kind: 'json',
    text: '{"a":"xxxx',
    bytes: 108,
    isCut: true,
  });
  expect(shown(Buffer.alloc(100), 30)).toMatchObject({ text: Array(10).fill('00').join(' '), isCut: true });
});

test('a byte order mark is shown to be there', () => {
  expect(shown('\ufeffa').text).toBe('\ufeffa');
});

test('nothing is an empty text', () => {
  expect(shown('')).toEqual({ kind: 'text', text: '', bytes: 0, isCut: false });
});
