import type { Check, Found } from '../../check.ts';
import { factEvidence } from '../../places.ts';
import { proxiedWrites, type ProxiedWrites } from '../../resilience/proxied-writes.ts';
import { mintsAnew, repeatedWrites, valueText, type RepeatedWrites } from '../../resilience/repeated-writes.ts';
import { ownerOf } from '../../running-code.ts';
import type { System } from '../../system.ts';

export const retryNonIdempotent: Check = {
  id: 'resilience.retry-non-idempotent',
  stage: 'resilience',
  severity: 'critical',
  title: 'A write is tried again without a key that tells it is the same',
  why: 'A request that timed out may have succeeded; sent again it charges, orders or ships twice.',
  fix: 'Make one key for each operation outside of what is tried again, send it as Idempotency-Key, and let the server remember it.',
  guard:
    'GET, PUT and DELETE are left alone, and so are requests with a key that stays the same, and libraries that leave POST and PATCH alone. Of proxies and meshes those count that try again after an error, and routes that change something.',
  sources: [
    'https://github.com/KanishJebaMathewM/Truxify/issues/14932',
    'https://github.com/akash-network/console/pull/3449',
    'https://github.com/square/square-mcp-server/issues/31',
    'https://github.com/abhishekkumar177/College_Media/issues/656',
  ],
  *run(system) {
    for (const repeated of repeatedWrites(system)) yield sentAgain(system, repeated);
    for (const proxied of proxiedWrites(system)) yield passedAgain(system, proxied);
  },
};

function sentAgain(system: System, { retries, requests: [request, ...others] }: RepeatedWrites): Found {
  const first = request!;
  const isMinted = mintsAnew(retries, first);
  const { about, name } = ownerOf(system, first.file);
  const times = retries.more === undefined ? '' : ` up to ${retries.more + 1} times`;
  const names = named([first, ...others].map(({ via }) => via));
  return {
    subject: `${first.file} ${first.via} ${retries.via}`,
    message: isMinted
      ? `${name} sends ${first.method} by ${names}${times} with a new idempotency key each time.`
      : `${name} sends ${first.method} by ${names}${times}, and nothing tells the server that it is the same one.`,
    evidence: [
      factEvidence(first, isMinted ? 'a new key for each try' : 'no idempotency key'),
      factEvidence(retries, 'tried again'),
      ...others.slice(0, 6).map(other => factEvidence(other, 'no idempotency key')),
    ],
    about,
  };
}

function passedAgain(system: System, { policy: { edge, tries }, again, routes }: ProxiedWrites): Found {
  const [caller, callee] = [edge.from, edge.to].map(id => system.service(id)?.name ?? id);
  const names = named(routes.map(({ method, path }) => `${method} ${valueText(path)}`));
  return {
    subject: `${edge.from} ${edge.to} proxied writes`,
    message: `${caller} sends ${names} to ${callee} up to ${tries} times, and nothing tells it that it is the same one.`,
    evidence: [again.evidence, ...routes.slice(0, 4).map(route => factEvidence(route, 'changes something'))],
    about: [edge.from, edge.to],
    severity: 'high',
  };
}

/** `a, b, c and 2 more`, each once. */
function named(all: readonly string[]): string {
  const names = [...new Set(all)];
  return `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
}
