import { expect, test } from 'vitest';
import { composeDocument } from '../../src/core/verify/compose-document.ts';
import { expectedPorts, forSoLong } from '../../src/sandbox/expected-ports.ts';

const expected = (services: unknown): Record<string, number> =>
  Object.fromEntries([...expectedPorts(composeDocument({ services }))].map(([service, { port }]) => [service, port]));

test('a service without a healthcheck should listen where others call it, where it publishes, or where its product does', () => {
  const check = { test: ['CMD', 'true'] };
  expect(
    expected({
      web: { ports: [{ target: 3000, published: '80' }], environment: { USERS_URL: 'http://users:8080' } },
      users: {},
      db: { image: 'postgres:15' },
      worker: {},
      checked: { ports: [{ target: 3000 }], healthcheck: check },
      unchecked: { expose: ['9000'], healthcheck: { ...check, disable: true } },
      none: { expose: ['9001'], healthcheck: { test: ['NONE'] } },
    }),
  ).toEqual({ web: 3000, users: 8080, db: 5432, unchecked: 9000, none: 9001 });
});

test('a port that never opens is waited for so long and no longer, and told once', async () => {
  const told: string[] = [];
  const answers = forSoLong(
    async service => service === 'open',
    service => told.push(service),
    50,
  );
  expect([await answers('open'), await answers('closed')]).toEqual([true, false]);
  await new Promise(resolve => setTimeout(resolve, 80));
  expect(await answers('closed')).toBe(true);
  expect(told).toEqual(['closed']);
});
