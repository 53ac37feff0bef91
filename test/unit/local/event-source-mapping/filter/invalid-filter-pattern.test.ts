import { InvalidFilterPattern } from '../../../../../local/event-source-mapping/filter/invalid-filter-pattern.ts';
import { compileFilters } from '../../../../../local/event-source-mapping/filter/record-filter.ts';

function refusal(...patterns: (string | undefined)[]): unknown {
  try {
    compileFilters({ Filters: patterns.map((Pattern) => ({ Pattern })) }, 'orders');
    return undefined;
  } catch (error) {
    return error;
  }
}

const known = 'prefix, suffix, equals-ignore-case, wildcard, anything-but, numeric, cidr, exists';
const excludable = 'prefix, suffix, equals-ignore-case, wildcard';
const onlyOfAKind = 'it takes a string, a number, or a list of only strings or only numbers.';
const block = 'is not an address, a slash and a number of bits: 10.0.0.0/24.';

test.each([
  ['', '', 'it is not JSON.'],
  ['{', '', 'it is not JSON.'],
  ['{"value":["a"],}', '', 'it is not JSON.'],
  ['[]', '', 'it must be an object.'],
  ['"a"', '', 'it must be an object.'],
  ['null', '', 'it must be an object.'],
  ['3.0', '', 'it must be an object.'],
  ['{}', '', 'an empty object is not allowed.'],
  ['{"value":{}}', '.value', 'an empty object is not allowed.'],
  ['{"value":[]}', '.value', 'an empty list is not allowed.'],
  ['{"value":"a"}', '.value', 'it must be an object or a list.'],
  ['{"value":3.0}', '.value', 'it must be an object or a list.'],
  ['{"topic":"a"}', '.topic', 'it must be an object or a list.'],
  ['{"value":{"a":1}}', '.value.a', 'it must be an object or a list.'],
  ['{"value":{"a":[[1]]}}', '.value.a[0]', 'a list cannot hold a list; write out its values.'],
  ['{"value":{"a":[1,{}]}}', '.value.a[1]', 'an object in a list holds one operator.'],
  ['{"value":[{"prefix":"a","suffix":"b"}]}', '.value[0]', 'an object in a list holds one operator.'],
  ['{"value":[{"regex":"a"}]}', '.value[0]', `"regex" is not an operator; the operators are ${known}.`],
  ['{"value":[{"constructor":"a"}]}', '.value[0]', `"constructor" is not an operator; the operators are ${known}.`],
  ['{"value":[{"prefix":1}]}', '.value[0].prefix', 'it takes a string.'],
  ['{"value":[{"suffix":["a"]}]}', '.value[0].suffix', 'it takes a string.'],
  [
    '{"value":[{"suffix":{"wildcard":"a"}}]}',
    '.value[0].suffix',
    '"wildcard" cannot stand here; equals-ignore-case can.',
  ],
  ['{"value":[{"prefix":{"equals-ignore-case":1}}]}', '.value[0].prefix.equals-ignore-case', 'it takes a string.'],
  ['{"value":[{"prefix":{}}]}', '.value[0].prefix', 'an object in a list holds one operator.'],
  ['{"value":[{"equals-ignore-case":null}]}', '.value[0].equals-ignore-case', 'it takes a string.'],
  ['{"value":[{"wildcard":true}]}', '.value[0].wildcard', 'it takes a string.'],
  ...['a**b', '**', '**a', 'a**', '*a**b'].map((text) => [
    `{"value":[{"wildcard":"${text}"}]}`,
    '.value[0].wildcard',
    'consecutive wildcard characters are not allowed; write one "*".',
  ]),
  ...['a\\\\', '\\\\a', '*\\\\'].map((text) => [
    `{"value":[{"wildcard":"${text}"}]}`,
    '.value[0].wildcard',
    'a backslash escapes only "*" and a backslash.',
  ]),
  ['{"value":[{"anything-but":null}]}', '.value[0].anything-but', onlyOfAKind],
  ['{"value":[{"anything-but":[true]}]}', '.value[0].anything-but', onlyOfAKind],
  ['{"value":[{"anything-but":["a",1]}]}', '.value[0].anything-but', onlyOfAKind],
  ['{"value":[{"anything-but":[["a"]]}]}', '.value[0].anything-but', onlyOfAKind],
  ['{"value":[{"anything-but":[]}]}', '.value[0].anything-but', 'an empty list excludes nothing.'],
  ['{"value":[{"anything-but":{}}]}', '.value[0].anything-but', 'an object in a list holds one operator.'],
  [
    '{"value":[{"anything-but":{"cidr":"a"}}]}',
    '.value[0].anything-but',
    `"cidr" cannot stand here; ${excludable} can.`,
  ],
  [
    '{"value":[{"anything-but":{"prefix":""}}]}',
    '.value[0].anything-but.prefix',
    'an empty string would exclude every string.',
  ],
  [
    '{"value":[{"anything-but":{"suffix":["a",""]}}]}',
    '.value[0].anything-but.suffix',
    'an empty string would exclude every string.',
  ],
  ['{"value":[{"anything-but":{"prefix":1}}]}', '.value[0].anything-but.prefix', 'it takes a string.'],
  ['{"value":[{"anything-but":{"prefix":[]}}]}', '.value[0].anything-but.prefix', 'an empty list excludes nothing.'],
  [
    '{"value":[{"anything-but":{"wildcard":["**"]}}]}',
    '.value[0].anything-but.wildcard',
    'consecutive wildcard characters are not allowed; write one "*".',
  ],
  ['{"value":[{"numeric":5}]}', '.value[0].numeric', 'it takes a list, for example [">", 0, "<=", 5].'],
  ['{"value":[{"numeric":[]}]}', '.value[0].numeric', 'an empty list is not allowed.'],
  ['{"value":[{"numeric":["!=",5]}]}', '.value[0].numeric', '"!=" is not one of "=", "<", "<=", ">" and ">=".'],
  ['{"value":[{"numeric":[5]}]}', '.value[0].numeric', '5 is not one of "=", "<", "<=", ">" and ">=".'],
  ['{"value":[{"numeric":[">"]}]}', '.value[0].numeric', 'a number must follow ">".'],
  ['{"value":[{"numeric":[">","5"]}]}', '.value[0].numeric', 'a number must follow ">".'],
  [
    '{"value":[{"numeric":["<",5000000000.1]}]}',
    '.value[0].numeric',
    'numbers must be between -5.0e9 and 5.0e9, inclusive.',
  ],
  ['{"value":[{"numeric":["<",-5.1e9]}]}', '.value[0].numeric', 'numbers must be between -5.0e9 and 5.0e9, inclusive.'],
  ['{"value":[{"numeric":["<",1.0000001]}]}', '.value[0].numeric', 'numbers must have six decimals at the most.'],
  [
    '{"value":[{"numeric":[">",1,"<",2,"<",3]}]}',
    '.value[0].numeric',
    'a range has a lower and an upper limit, and no more.',
  ],
  [
    '{"value":[{"numeric":["=",1,"<",2]}]}',
    '.value[0].numeric',
    'a range begins with ">" or ">=" and its lower limit.',
  ],
  [
    '{"value":[{"numeric":["<",2,">",1]}]}',
    '.value[0].numeric',
    'a range begins with ">" or ">=" and its lower limit.',
  ],
  ['{"value":[{"numeric":[">",1,"=",2]}]}', '.value[0].numeric', 'a range ends with "<" or "<=" and its upper limit.'],
  ['{"value":[{"numeric":[">",1,"<"]}]}', '.value[0].numeric', 'a number must follow "<".'],
  ['{"value":[{"numeric":[">=",2,"<=",2]}]}', '.value[0].numeric', 'the lower limit must be below the upper one.'],
  ['{"value":[{"numeric":[">=",3,"<=",2]}]}', '.value[0].numeric', 'the lower limit must be below the upper one.'],
  ['{"value":[{"cidr":5}]}', '.value[0].cidr', 'it takes a string.'],
  ...[
    '10.0.0.0',
    '10.0.0/8',
    '10.0.0.0/a',
    '10.0.0.0/-1',
    '10.0.0.0/1000',
    'x 10.0.0.0/8',
    '10.0.0.0/8 x',
    '/8',
    'fe80::%1/64',
  ].map((text) => [`{"value":[{"cidr":"${text}"}]}`, '.value[0].cidr', `"${text}" ${block}`]),
  [
    '{"value":[{"cidr":"10.0.0.0/32"}]}',
    '.value[0].cidr',
    'the number of bits must be below 32; write one address as a string.',
  ],
  [
    '{"value":[{"cidr":"::/128"}]}',
    '.value[0].cidr',
    'the number of bits must be below 128; write one address as a string.',
  ],
  ['{"value":[{"exists":"true"}]}', '.value[0].exists', 'it takes true or false.'],
  ['{"value":{"$or":{"a":[1]}}}', '.value.$or', 'it takes a list of two objects or more.'],
  ['{"$or":[]}', '.$or', 'it takes a list of two objects or more.'],
  ['{"$or":[{"value":["a"]}]}', '.$or', 'it takes a list of two objects or more.'],
  ['{"$or":[{"value":["a"]},5]}', '.$or[1]', 'it must be an object.'],
  ['{"$or":[{"value":["a"]},{}]}', '.$or[1]', 'an empty object is not allowed.'],
  ['{"$or":[{"value":["a"]},{"key":5}]}', '.$or[1].key', 'it must be an object or a list.'],
  [
    '{"value":{"$or":[{"numeric":[">",1]},{"a":[1]}]}}',
    '.value.$or[0].numeric',
    'an operator belongs into the list of a field, and none is named so in $or.',
  ],
] as [string, string, string][])('refuses the pattern %s', (pattern, place, problem) => {
  const error = refusal('{"value":["a"]}', pattern);

  expect(error).toBeInstanceOf(InvalidFilterPattern);
  expect(error).toMatchObject({
    name: 'InvalidFilterPattern',
    message: `Invalid filter pattern definition. Filters[1].Pattern${place}: ${problem}`,
  });
});

test('refuses a filter without a pattern', () => {
  expect(refusal(undefined)).toEqual(new InvalidFilterPattern('Filters[0].Pattern', 'a filter needs a pattern.'));
});

test('refuses a pattern that is too long', () => {
  const pattern = JSON.stringify({ value: ['x'.repeat(4097 - '{"value":[""]}'.length)] });

  expect(refusal(pattern)).toEqual(
    new InvalidFilterPattern('Filters[0].Pattern', 'it has 4097 characters; at most 4096 are allowed.'),
  );
});

test('refuses more than ten filters', () => {
  expect(refusal(...Array<string>(11).fill('{"value":["a"]}'))).toEqual(
    new InvalidFilterPattern('Filters', 'there are 11, and at most 10 are allowed.'),
  );
});
