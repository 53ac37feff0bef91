import { meets } from './filtered-record.ts';

test.each([
  ['["a"]', '"a"', true],
  ['["a"]', '"A"', false],
  ['["a"]', '"ab"', false],
  ['["a","b"]', '"b"', true],
  ['[""]', '""', true],
  ['[""]', '" "', false],
  ['[""]', 'null', false],
  ['["\\u00e9"]', '"é"', true],
  ['[null]', 'null', true],
  ['[null]', '"null"', false],
  ['[null]', '0', false],
  ['[true]', 'true', true],
  ['[true]', 'false', false],
  ['[true]', '"true"', false],
  ['[1]', 'true', false],
  ['["1"]', '1', false],
])('the values %s are met by %s: %s', (list, value, expected) => {
  expect(meets(list, value)).toBe(expected);
});

test.each([
  ['300', '300', true],
  ['300', '300.0', false],
  ['300', '3.0e2', false],
  ['300', '3e2', false],
  ['300', '3E2', false],
  ['300.0', '300.0', true],
  ['300.0', '300.00', false],
  ['300.0', '300', false],
  ['3.0e2', '3.0e2', true],
  ['3.0e2', '300', false],
  ['-0', '-0', true],
  ['-0', '0', false],
  ['0', '-0', false],
  ['0', '0', true],
  ['-1.5', '-1.5', true],
  ['-1.5', '-1.50', false],
  ['12345678901234567890', '12345678901234567890', true],
  ['12345678901234567890', '12345678901234567891', false],
  ['0.1234567890123456789', '0.12345678901234567891', false],
  ['0.0000001', '0.0000001', true],
  ['0.0000001', '1e-7', false],
  ['1e-7', '1e-7', true],
  ['1e999', '1e999', true],
  ['1e999', '2e999', false],
])('numbers are equal when they are written alike: %s is met by %s: %s', (wanted, value, expected) => {
  expect(meets(`[${wanted}]`, value)).toBe(expected);
  expect(meets(`[${wanted}]`, `${value} `)).toBe(expected);
  expect(meets(`[${wanted}]`, `\n${value},"g":1`)).toBe(expected);
  expect(meets(`[${wanted}]`, `[${value}]`)).toBe(expected);
  expect(meets(`[{"anything-but":${wanted}}]`, value)).toBe(!expected);
  expect(meets(`[{"anything-but":["x"]}, ${wanted}]`, `"x","f":${value}`)).toBe(true);
});

test.each([
  ['{"prefix":"ab"}', '"abc"', true],
  ['{"prefix":"ab"}', '"ab"', true],
  ['{"prefix":"ab"}', '"cab"', false],
  ['{"prefix":"ab"}', '"ABc"', false],
  ['{"prefix":""}', '""', true],
  ['{"prefix":"1"}', '12', false],
  ['{"prefix":{"equals-ignore-case":"eVent"}}', '"EVENTB"', true],
  ['{"prefix":{"equals-ignore-case":"eVent"}}', '"an event"', false],
  ['{"prefix":{"equals-ignore-case":"event"}}', '"even"', false],
  ['{"suffix":".png"}', '"a.png"', true],
  ['{"suffix":".png"}', '".png"', true],
  ['{"suffix":".png"}', '"a.png "', false],
  ['{"suffix":".png"}', '"a.PNG"', false],
  ['{"suffix":"2"}', '12', false],
  ['{"suffix":{"equals-ignore-case":".png"}}', '"a.PNG"', true],
  ['{"suffix":{"equals-ignore-case":".png"}}', '"a.png.gz"', false],
  ['{"suffix":{"equals-ignore-case":".png"}}', '"png"', false],
  ['{"suffix":{"equals-ignore-case":""}}', '"a"', true],
  ['{"equals-ignore-case":"alice"}', '"ALICE"', true],
  ['{"equals-ignore-case":"Alice"}', '"alice"', true],
  ['{"equals-ignore-case":"alice"}', '"alices"', false],
  ['{"equals-ignore-case":"alice"}', '"malice"', false],
  ['{"equals-ignore-case":"alice"}', '"alice\\n"', false],
  ['{"equals-ignore-case":"a.c"}', '"abc"', false],
  ['{"equals-ignore-case":"^(a|b)[c]{2}*+?$/\\\\"}', '"^(A|B)[C]{2}*+?$/\\\\"', true],
  ['{"equals-ignore-case":"é"}', '"É"', true],
  ['{"equals-ignore-case":"ΣΑΣ"}', '"σας"', true],
  ['{"equals-ignore-case":"ß"}', '"ss"', false],
  ['{"equals-ignore-case":"1"}', '1', false],
])('%s is met by %s: %s', (condition, value, expected) => {
  expect(meets(`[${condition}]`, value)).toBe(expected);
});

test.each([
  ['*', '""', true],
  ['*', '"anything"', true],
  ['*', '1', false],
  ['abc', '"abc"', true],
  ['abc', '"abcd"', false],
  ['', '""', true],
  ['', '"a"', false],
  ['a*', '"abc"', true],
  ['a*', '"ba"', false],
  ['*c', '"abc"', true],
  ['*c', '"cb"', false],
  ['a*c', '"ac"', true],
  ['a*c', '"abbbc"', true],
  ['ab*bc', '"abc"', false],
  ['ab*bc', '"abbc"', true],
  ['*/lib/*', '"a/lib/b"', true],
  ['*/lib/*', '"/lib/"', true],
  ['*/lib/*', '"a/libs/b"', false],
  ['a*b*c', '"a-b-c"', true],
  ['a*b*c', '"a-c-b"', false],
  ['a*b*b', '"ab"', false],
  ['a*b*b', '"abb"', true],
  ['*b*b*', '"ab"', false],
  ['*b*a*b', '"abab"', true],
  ['*b*a*b', '"baab"', true],
  ['*b*b*b', '"abb"', false],
  ['*a*b*', '"ba"', false],
  ['*ab*ab*', '"abxab"', true],
  ['a\\*b', '"a*b"', true],
  ['a\\*b', '"aXb"', false],
  ['a\\\\*', '"a\\\\b"', true],
  ['a\\\\*', '"ab"', false],
  ['\\**', '"*x"', true],
  ['\\**', '"x"', false],
  ['*\\*', '"x*"', true],
  ['a.c', '"abc"', false],
  ['*\n*', '"a\\nb"', true],
  ['*😀', '"a😀"', true],
])('the wildcard %j is met by %s: %s', (pattern, value, expected) => {
  expect(meets(JSON.stringify([{ wildcard: pattern }]), value)).toBe(expected);
  expect(meets(JSON.stringify([{ 'anything-but': { wildcard: pattern } }]), value)).toBe(!expected);
});

test('a wildcard takes no more time than a search, whatever the text', () => {
  const pattern = JSON.stringify([{ wildcard: `${'*a'.repeat(1900)}*b` }]);
  const text = JSON.stringify('a'.repeat(1_000_000));

  const start = performance.now();
  const met = meets(pattern, text);

  expect(met).toBe(false);
  expect(performance.now() - start).toBeLessThan(2000);
});

test.each([
  ['"a"', '"b"', true],
  ['"a"', '"a"', false],
  ['"a"', '1', true],
  ['"a"', 'null', true],
  ['"a"', 'false', true],
  ['["a","b"]', '"c"', true],
  ['["a","b"]', '"b"', false],
  ['1', '"1"', true],
  ['[1,2]', '2', false],
  ['[1,2]', '2.0', true],
  ['[1.0,2]', '1.0', false],
  ['[1,2]', '3', true],
  ['{"prefix":"init"}', '"initialising"', false],
  ['{"prefix":"init"}', '"running"', true],
  ['{"prefix":["a","b"]}', '"b1"', false],
  ['{"prefix":["a","b"]}', '"c1"', true],
  ['{"prefix":"a"}', '1', true],
  ['{"suffix":".png"}', '"a.png"', false],
  ['{"suffix":[".png",".jpg"]}', '"a.jpg"', false],
  ['{"suffix":[".png",".jpg"]}', '"a.gif"', true],
  ['{"equals-ignore-case":"a"}', '"A"', false],
  ['{"equals-ignore-case":["a","b"]}', '"B"', false],
  ['{"equals-ignore-case":["a","b"]}', '"c"', true],
  ['{"equals-ignore-case":""}', '"c"', true],
  ['{"wildcard":["a*","*b"]}', '"xb"', false],
  ['{"wildcard":["a*","*b"]}', '"xc"', true],
])('anything but %s is met by %s: %s', (excluded, value, expected) => {
  expect(meets(`[{"anything-but":${excluded}}]`, value)).toBe(expected);
});

test('anything-but is not met by a field that is not there', () => {
  expect(meets('[{"anything-but":"a"}]', '{"g":1}')).toBe(false);
});

test.each([
  ['["=",300]', '300', true],
  ['["=",300]', '3.0e2', true],
  ['["=",3.0e2]', '300', true],
  ['["=",300]', '301', false],
  ['["<",10]', '9.999999', true],
  ['["<",10]', '10', false],
  ['["<=",10]', '10', true],
  ['["<=",10]', '10.000001', false],
  ['[">",10]', '10.000001', true],
  ['[">",10]', '10', false],
  ['[">=",10]', '10', true],
  ['[">=",10]', '9.999999', false],
  ['[">",0,"<=",5]', '0', false],
  ['[">",0,"<=",5]', '0.1', true],
  ['[">",0,"<=",5]', '5', true],
  ['[">",0,"<=",5]', '5.1', false],
  ['[">=",0,"<",5]', '0', true],
  ['[">=",0,"<",5]', '5', false],
  ['[">",0]', '"1"', false],
  ['[">",0]', 'true', false],
  ['["<",1]', 'null', false],
  ['["=",0]', '-0', true],
  ['["<=",5.0e9]', '5000000000', true],
  ['[">=",-5.0e9]', '-5000000000', true],
  ['[">",0]', '5000000001', false],
  ['["<",0]', '-5000000001', false],
  ['[">",0]', '1e999', false],
  ['["=",10]', '10.0000004', true],
  ['["=",10]', '10.0000006', false],
  ['["=",4999999999.999999]', '4999999999.999999', true],
  ['["=",4999999999.999999]', '4999999999.999998', false],
])('numeric %s is met by %s: %s', (operand, value, expected) => {
  expect(meets(`[{"numeric":${operand}}]`, value)).toBe(expected);
  // An exact number in the same list makes the reader keep how numbers are written.
  expect(meets(`[{"numeric":${operand}}, 77]`, value)).toBe(expected);
});

test.each([
  ['10.0.0.0/24', '"10.0.0.33"', true],
  ['10.0.0.0/24', '"10.0.1.33"', false],
  ['10.0.0.33/24', '"10.0.0.1"', true],
  ['10.0.0.0/31', '"10.0.0.1"', true],
  ['10.0.0.0/31', '"10.0.0.2"', false],
  ['0.0.0.0/0', '"203.0.113.9"', true],
  ['10.0.0.0/24', '"::ffff:10.0.0.1"', true],
  ['10.0.0.0/24', '"10.0.0"', false],
  ['10.0.0.0/24', '"host"', false],
  ['10.0.0.0/24', '10', false],
  ['2001:db8::/32', '"2001:db8:ffff::1"', true],
  ['2001:db8::/32', '"2001:db9::"', false],
  ['2001:db8::/127', '"2001:0db8:0:0:0:0:0:1"', true],
  ['2001:db8::/32', '"fe80::1%eth0"', false],
])('the block %s has %s: %s', (block, value, expected) => {
  expect(meets(JSON.stringify([{ cidr: block }]), value)).toBe(expected);
});

test.each([
  ['true', '"a"', true],
  ['true', 'null', true],
  ['true', '""', true],
  ['true', '[1]', true],
  ['true', '[]', false],
  ['true', '{"g":1}', false],
  ['true', '[{"g":1}]', false],
  ['false', '"a"', false],
  ['false', 'null', false],
  ['false', '[1]', false],
  ['false', '[]', true],
  ['false', '{"g":1}', true],
  ['false', '[{"g":1}]', true],
])('exists asks for scalars, alone or in an array: %s is met by %s: %s', (operand, value, expected) => {
  expect(meets(`[{"exists":${operand}}]`, value)).toBe(expected);
});
