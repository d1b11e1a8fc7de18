import { expect, test } from 'vitest';
import { called, float, goValue, pieces, result, written } from './calls.ts';

type Case = readonly [name: string, args: readonly unknown[], text: string];

const CASES: readonly Case[] = [
  ['b64enc', ['é'], 'w6k='],
  ['b64dec', ['aGVsbG8='], 'hello'],
  ['b64dec', ['!!'], 'illegal base64 data at input byte 0'],
  ['b64dec', ['aGVsbG8'], 'illegal base64 data at input byte 4'],
  ['b32enc', ['a'], 'ME======'],
  ['b32dec', ['NBSWY3DP'], 'hello'],
  ['sha1sum', ['abc'], 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['sha256sum', ['abc'], 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['sha256sum', ['a'.repeat(56)], 'b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a'],
  [
    'sha512sum',
    ['abc'],
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  ],
  ['adler32sum', ['abc'], '38600999'],
  ['html', ['<a href="x">\'&'], '&lt;a href=&#34;x&#34;&gt;&#39;&amp;'],
  ['urlquery', ['a b&c/d?é'], 'a+b%26c%2Fd%3F%C3%A9'],
  ['clean', ['a//b/../c/.'], 'a/c'],
  ['dir', ['a'], '.'],
  ['ext', ['x.tar.gz'], '.gz'],
  [
    'urlParse',
    ['http://user:pa%20ss@host.com:8080/p?q=1#frag'],
    'map[fragment:frag host:host.com:8080 hostname:host.com opaque: path:/p query:q=1 scheme:http userinfo:user:pa%20ss]',
  ],
  ['urlJoin', [{ scheme: 'http', host: 'h:80', path: '/a b', query: 'q=1' }], 'http://h:80/a%20b?q=1'],
  ['toJson', ['<a>&\u2028\t\u0001é'], '"\\u003ca\\u003e\\u0026\\u2028\\t\\u0001é"'],
  ['toRawJson', ['<a>&'], '"<a>&"'],
  ['toJson', [{ b: float(1), a: [null, true] }], '{"a":[null,true],"b":1}'],
  ['toPrettyJson', [{ a: [1, {}] }], '{\n  "a": [\n    1,\n    {}\n  ]\n}'],
  ['fromJson', ['{"a": [1, 1.5, null, "x"]}'], 'map[a:[1 1.5 <nil> x]]'],
  [
    'fromYaml',
    ['a: 1\nb: [x, 010, yes, ~, 1e3, .5, 1_000, 2001-01-01, 12:30, 0x1f]\n'],
    'map[a:1 b:[x 8 true <nil> 1000 0.5 1000 2001-01-01 12:30 31]]',
  ],
  ['fromYaml', ['a: &x {b: 1}\nc:\n  <<: *x\n  d: 2'], 'map[a:map[b:1] c:map[b:1 d:2]]'],
  ['fromYamlArray', ['[1, a]'], '[1 a]'],
  ['fromYaml', ['a: |\n  x'], 'map[a:x]'],
  ['fromYaml', ['a: |\n  x\n'], 'map[a:x\n]'],
  ['hasKey', [called('fromYaml', 'a: b: c'), 'Error'], 'true'],
  [
    'toToml',
    [{ a: 1, b: 'x', d: { e: true, f: { g: float(1.5) } }, z: 'q"\n' }],
    'a = 1\nb = "x"\nz = "q\\"\\n"\n\n[d]\n  e = true\n  [d.f]\n    g = 1.5\n',
  ],
  ['fromToml', ['a = 1\n[b.c]\nd = ["x", true]\n[[e]]\nf = 1.5\n'], 'map[a:1 b:map[c:map[d:[x true]]] e:[map[f:1.5]]]'],
  ['duration', ['95'], '1m35s'],
  ['durationRound', ['2h10m5s'], '2h'],
  ['date', ['2006-01-02 15:04:05 Mon Jan _2 MST -0700 PM 3', 0], '1970-01-01 00:00:00 Thu Jan  1 UTC +0000 AM 12'],
  ['unixEpoch', [called('toDate', '2006-01-02', '2017-12-31')], '1514678400'],
  ['date', ['02/01/2006 15:04', called('dateModify', '-1.5h', called('toDate', '2006-01-02', '2017-12-31'))], '30/12/2017 22:30'],
];

test.each(CASES)('%s %j is %s', (name, args, text) => {
  expect(result(name, ...args)).toBe(text);
});

/** A text and how YAML writes it in a list. */
const SCALARS: readonly (readonly [text: string, yaml: string])[] = [
  ['yes', '"yes"'],
  ['1', '"1"'],
  ['1e3', '"1e3"'],
  ['null', '"null"'],
  ['', '""'],
  ['08', '"08"'],
  ['2001-01-01', '"2001-01-01"'],
  ['12:30:45', '"12:30:45"'],
  [' lead', "' lead'"],
  ['a: b', "'a: b'"],
  ['#x', "'#x'"],
  ['-a', '-a'],
  ['- a', "'- a'"],
  ['@x', "'@x'"],
  ['a, b', 'a, b'],
  ["key: 'v'", "'key: ''v'''"],
  ['a\tb', '"a\\tb"'],
  ['日本', '日本'],
  ['😀', '"\\U0001F600"'],
  ['a\nb', '|-\n  a\n  b'],
  ['a\nb\n', '|\n  a\n  b'],
  [' a\nb', '|2-\n   a\n  b'],
  ['a \nb', '"a \\nb"'],
];

test.each(SCALARS)('YAML writes %j as %j', (text, yaml) => {
  expect(result('toYaml', [text])).toBe(`- ${yaml}`);
  expect(result('fromYamlArray', `- ${yaml}\n`)).toBe(`[${text}]`);
});

test('YAML orders keys as people do, and indents no list in a map', () => {
  const value = { a10: 1, a2: 2, B: 3, a: [float(1), { b: { c: [] } }], '9': 7, '10': {}, x: 'l\nm' };
  expect(result('toYaml', value)).toBe('"9": 7\n"10": {}\nB: 3\na:\n- 1\n- b:\n    c: []\na2: 2\na10: 1\nx: |-\n  l\n  m');
});

test('each scalar of YAML knows its places, and so does what is read from it again', () => {
  const yaml = called('toYaml', { a: written('x', 1), b: [written('z', 2)] });
  expect(pieces(yaml)).toEqual(['a: x@1', '- z@2']);
  const again = called('fromYaml', called('nindent', 4, yaml));
  expect(pieces(called('get', again, 'a'))).toEqual(['x@1']);
  expect(pieces(called('index', again, 'b', 0))).toEqual(['z@2']);
});

test('what is no YAML or JSON is a map with the error', () => {
  expect(goValue(called('fromJson', '{')).kind).toBe('map');
  expect(result('keys', called('fromYaml', '[1]'))).toBe('[Error]');
});
