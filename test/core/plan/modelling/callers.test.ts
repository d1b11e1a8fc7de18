import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { worstCaseMs } from '../../../../src/core/plan/modelling/budget.ts';
import { durationMs } from '../../../../src/core/plan/modelling/mesh.ts';
import { clientOptions } from '../../../../src/core/plan/modelling/snippets/client-options.ts';
import { dotnetResilience } from '../../../../src/core/plan/modelling/snippets/dotnet.ts';
import { istio } from '../../../../src/core/plan/modelling/snippets/istio.ts';
import { resilience4j } from '../../../../src/core/plan/modelling/snippets/resilience4j.ts';
import type { SnippetInput } from '../../../../src/core/plan/modelling/snippets/snippet.ts';
import { modelledOf, theShop, type Workspace } from './modelled.ts';

const callerOf = (workspace: Workspace, caller: string, callee: string) =>
  modelledOf(workspace).callers.find(one => one.caller === caller && one.callee === callee)!;

const PAYMENTS = 'services/orders/src/payments.ts';
const ORDERS = 'services/storefront/src/orders.ts';

const edited = (file: string, ...edits: readonly (readonly [string, string])[]): Workspace => {
  const shop = theShop();
  const text = edits.reduce((text, [from, to]) => text.replaceAll(from, to), shop[file]!);
  expect(text).not.toBe(shop[file]);
  return { [file]: text };
};

test('tries that fit what the callers of the caller wait are kept', () => {
  const found = callerOf(theShop(), 'orders', 'payments');
  expect(found.says).toEqual(['Callers of orders wait 5000 ms. 2 × 1000 ms and 100 ms of pauses make 2100 ms, within 5000 ms.']);
  expect(found.callsAtWorst).toBe(2);
  expect(found.snippets.map(({ for: library }) => library)).toEqual(['p-retry']);
  expect(found.snippets[0]!.text).toContain('ask({ signal: AbortSignal.timeout(1000) }), { retries: 1,');
});

test('tries that do not fit are made shorter, and it is said that the callers give up first', () => {
  const found = callerOf(theShop(edited(ORDERS, ['AbortSignal.timeout(5_000)', 'AbortSignal.timeout(1_500)'])), 'orders', 'payments');
  expect(found.says).toEqual([
    'As it is, orders may still be asking payments 600 ms after its own callers have given up.',
    'Callers of orders wait 1500 ms. 2 × 700 ms and 100 ms of pauses make 1500 ms, within 1500 ms.',
  ]);
});

test('retries of two services on one way multiply, and only one of them is to keep them', () => {
  const again = edited(PAYMENTS, ['retries: 1', 'retries: 3']);
  const above = edited(
    ORDERS,
    ['import type', "import pRetry from 'p-retry';\nimport type"],
    [
      'const response = await fetch(`${ordersUrl}/products`, { signal: AbortSignal.timeout(5_000) });',
      'const response = await pRetry(() => fetch(`${ordersUrl}/products`, { signal: AbortSignal.timeout(5_000) }), { retries: 3 });',
    ],
  );
  const found = callerOf(theShop({ ...again, ...above }), 'orders', 'payments');
  expect(found.callsAtWorst).toBe(16);
  expect(found.says[0]).toBe(
    'storefront (4 tries), orders (4 tries) each try again: one request can become 16 calls of payments. Keep the retries in one of them, best the one that is nearest to payments.',
  );
});

test('no more tries are proposed where nobody knows how long the caller’s callers wait', () => {
  const found = callerOf(theShop(), 'storefront', 'orders');
  expect(found.says).toEqual(['One try takes 5000 ms at worst.']);
  expect(found.notKnown).toContain('How long callers of storefront wait for it is not known, so its own budget is not.');
});

test('what cannot be repeated is not retried, and that is for an engineer', () => {
  const keyless = edited(PAYMENTS, [", 'idempotency-key': orderId", '']);
  const document = edited('services/payments/openapi.yaml', ['name: Idempotency-Key', 'name: trace-id']);
  const code = edited('services/payments/payments/app.py', ['"Idempotency-Key"', '"trace-id"']);
  const found = callerOf(theShop({ ...keyless, ...document, ...code }), 'orders', 'payments');
  expect(found.engineerDecides[0]).toBe(
    'idempotency: nothing that it asks of payments is known to be repeatable, so no retry is proposed.',
  );
  expect(found.snippets[0]!.text).toContain('retries: 0');
  expect(found.says.at(-1)).toBe(
    'It tries 2 times, and nothing that it asks of payments is known to be repeatable: see whether that may happen twice.',
  );
});

test('without any time no number is proposed', () => {
  const shop = theShop(edited(ORDERS, [', { signal: AbortSignal.timeout(5_000) }', ''], ['    signal: AbortSignal.timeout(5_000),\n', '']));
  const found = callerOf(shop, 'storefront', 'orders');
  expect(found.snippets).toEqual([]);
  expect(found.notKnown).toContain(
    'No numbers are proposed for storefront → orders: neither what it waits nor what its own callers wait is known.',
  );
});

test('where gRPC’s service config retries, no library is told to', () => {
  expect(callerOf(theShop(), 'orders', 'inventory').snippets).toEqual([]);
});

test('the same workspace gives the same answer in any order of files', () => {
  const shop = theShop();
  const turned = Object.fromEntries(Object.entries(shop).toReversed());
  expect(modelledOf(turned)).toEqual(modelledOf(shop));
});

test('a named service is told of with those around it', () => {
  const { overlays, serviceConfigs, callers } = modelledOf(theShop(), { service: 'payments' });
  expect([overlays.map(({ service }) => service), serviceConfigs, callers.map(({ caller, callee }) => `${caller} ${callee}`)]).toEqual([
    ['payments'],
    [],
    ['orders payments'],
  ]);
});

const pom = (name: string): string =>
  `<project><artifactId>${name}</artifactId><packaging>jar</packaging><dependencies><dependency><groupId>io.github.resilience4j</groupId><artifactId>resilience4j-spring-boot3</artifactId></dependency></dependencies></project>`;

/** Orders asks users, and has these files of configuration. */
function springOf(resources: Workspace): Workspace {
  const main = '@SpringBootApplication class App { public static void main(String[] a) { SpringApplication.run(App.class); } }';
  const client = '@FeignClient(name = "users", url = "http://users:8080") interface Users { @GetMapping("/users") String all(); }';
  return {
    'orders/pom.xml': pom('orders'),
    'orders/src/main/java/App.java': main,
    'orders/src/main/java/Users.java': client,
    ...Object.fromEntries(Object.entries(resources).map(([name, text]) => [`orders/src/main/resources/${name}`, text])),
    'users/pom.xml': pom('users'),
    'users/src/main/java/App.java': `@RestController ${main.replace('{', '{ @GetMapping("/users") String all() { return ""; }')}`,
    'compose.yaml': 'services: { orders: { build: ./orders }, users: { build: ./users } }\n',
  };
}

test('what Spring’s files set for a client by its name counts, before what they set for all', () => {
  const found = modelledOf(
    springOf({
      'application.yml':
        'feign: { client: { config: { users: { readTimeout: 800 }, default: { readTimeout: 10 } } } }\nresilience4j: { retry: { instances: { users: { max-attempts: 3 } } } }\n',
    }),
  ).callers;
  expect(found).toMatchObject([
    { caller: 'orders', callee: 'users', callsAtWorst: 3, says: ['3 × 800 ms and 300 ms of pauses make 2700 ms at worst.'] },
  ]);
  expect(found[0]!.snippets.map(({ for: library }) => library)).toEqual(['resilience4j']);
});

const says = (resources: Workspace): readonly string[] => modelledOf(springOf(resources)).callers[0]!.says;

test('where files of one rank set a key differently, which of them counts is not known', () => {
  const shared = { 'application.properties': 'ribbon.ReadTimeout=700\n' };
  const other = 'ribbon: { ReadTimeout: 900 }\n';
  expect(says({ ...shared, 'application.yml': other })).toEqual([]);
  expect(says({ ...shared, 'orders.yml': other })).toEqual(['One try takes 900 ms at worst.']);
});

const input = (changes: Partial<SnippetInput> = {}): SnippetInput => ({
  caller: 'orders',
  callee: 'payments',
  host: 'payments',
  tries: { attempts: 3, perTryMs: 500, pauses: { firstMs: 100, multiplier: 2, longestMs: 1000 } },
  layer: 'code',
  onlySome: false,
  because: ['a reason\nwith a second line'],
  ...changes,
});

const http = (layer: SnippetInput['layer']) => parse(istio(input({ layer })).text.split('---')[0]!).spec.http[0];

describe('snippets', () => {
  test('of resilience4j hold every try within its limit', () => {
    const { resilience4j: read } = parse(resilience4j(input()).text);
    expect(read.timelimiter.instances.payments).toEqual({ 'timeout-duration': '500ms' });
    expect(read.retry.instances.payments).toMatchObject({ 'max-attempts': 3, 'wait-duration': '100ms' });
    expect(read.circuitbreaker.instances.payments).toEqual({ 'slow-call-duration-threshold': '500ms' });
  });

  test('of .NET keep the rules of its validation: a total above a try, a breaker that samples two tries', () => {
    const read = JSON.parse(dotnetResilience(input({ tries: { ...input().tries, perTryMs: 20_500 } })).text).HttpClients.payments
      .Resilience;
    expect(read).toMatchObject({
      AttemptTimeout: { Timeout: '00:00:20.500' },
      TotalRequestTimeout: { Timeout: '00:01:01.800' },
      CircuitBreaker: { SamplingDuration: '00:00:41' },
      Retry: { MaxRetryAttempts: 2 },
    });
  });

  test('of .NET with one try have no count of retries, which its validation would refuse', () => {
    const { text } = dotnetResilience(input({ tries: { ...input().tries, attempts: 1 } }));
    expect(JSON.parse(text).HttpClients.payments.Resilience.Retry).toBeUndefined();
    expect(text).toContain('PredicateResult.False()');
  });

  test('of Istio retry only where the mesh is the layer that retries', () => {
    expect(http('code')).toMatchObject({ timeout: '0.5s', retries: { attempts: 0 } });
    expect(http('mesh')).toMatchObject({ timeout: '1.8s', retries: { attempts: 2, perTryTimeout: '0.5s' } });
  });

  test('of a client whose mesh retries wait for all tries, and do not retry', () => {
    const { text } = clientOptions('got', input({ layer: 'mesh' }))!;
    expect(text).toContain(`request: ${worstCaseMs(input().tries)}`);
    expect(text).toContain('limit: 0');
  });

  test('of hostile names stay one value in one line of comments', () => {
    const { text } = resilience4j(input({ callee: 'a"\n  evil: true' }));
    expect(Object.keys(parse(text))).toEqual(['resilience4j']);
    expect(Object.keys(parse(text).resilience4j.retry.instances)).toEqual(['a"\n  evil: true']);
  });
});

test('durations are read as meshes write them', () => {
  expect(['10s', '250ms', '1.5s', '1m30s', '10', '', 'soon', undefined].map(durationMs)).toEqual([
    10_000,
    250,
    1500,
    90_000,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
