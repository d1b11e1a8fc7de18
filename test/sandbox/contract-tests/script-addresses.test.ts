import { expect, test } from 'vitest';
import { addressFor, scriptAddresses } from '../../../src/sandbox/contract-tests/script-addresses.ts';

const variables = (text: string): string[] =>
  scriptAddresses(text).variables.map(({ name, fallback }) => (fallback === undefined ? name : `${name}=${fallback}`));

test.each([
  ["const base = __ENV.BASE_URL || 'http://localhost:8080';", ['BASE_URL=http://localhost:8080']],
  ['http.get(`http://${__ENV.API_HOST}/x`); http.get(`http://${__ENV.API_HOST}/y`)', ['API_HOST']],
  ["const users = __ENV['USERS'] ?? 'users:8080'; const count = __ENV.COUNT || '10';", ['USERS=users:8080']],
  ['base = os.environ["ORDERS_URL"]', ['ORDERS_URL']],
  ['base = os.environ.get("BASE_URL", "http://localhost:5000")\ntoken = os.getenv("TOKEN")', ['BASE_URL=http://localhost:5000']],
  ['const size = __ENV.BASE_SIZE; // __ENV.OTHER_URL', []],
] as const)('variables with addresses: %s', (text, expected) => {
  expect(variables(text)).toEqual(expected);
});

test('an address in the code is fixed; in an import, a comment or as a default it is not', () => {
  const text = [
    "import { text } from 'https://jslib.example/k6.js';",
    '// see https://docs.example',
    "const base = __ENV.BASE_URL || 'http://localhost:8080';",
    "http.get('http://localhost:9090/health');",
  ].join('\n');
  expect(scriptAddresses(text).fixed).toEqual(['http://localhost:9090/health']);
});

test.each([
  [{ name: 'BASE_URL' }, 'http://10.0.0.2:80'],
  [{ name: 'BASE_URL', fallback: 'https://localhost:8080/api/' }, 'http://10.0.0.2:80/api'],
  [{ name: 'LIVE_URL', fallback: 'ws://localhost:8080' }, 'ws://10.0.0.2:80'],
  [{ name: 'API_HOST' }, '10.0.0.2:80'],
  [{ name: 'USERS', fallback: 'users:8080' }, '10.0.0.2:80'],
] as const)('%j is given as the script expects it', (variable, address) => {
  expect(addressFor(variable, '10.0.0.2:80')).toBe(address);
});

test('any text has an answer, soon', () => {
  for (const text of ['', '__ENV.', 'os.environ.get("', '/*'.repeat(50_000), `__ENV.URL ${'|'.repeat(100_000)}`, '# '.repeat(100_000)])
    expect(scriptAddresses(text).fixed).toEqual([]);
});
