import type { Placed } from '../../../link/facts-view.ts';
import type { Retries, SendsRequest } from '../../../model/resilience-fact.ts';
import type { Check, Found } from '../../check.ts';
import { factEvidence } from '../../places.ts';
import { ownerOf, runs } from '../../running-code.ts';
import type { System } from '../../system.ts';

export const retryNonIdempotent: Check = {
  id: 'resilience.retry-non-idempotent',
  stage: 'resilience',
  severity: 'critical',
  title: 'A write is tried again without a key that tells it is the same',
  why: 'A request that timed out may have succeeded; sent again it charges, orders or ships twice.',
  fix: 'Make one key for each operation outside of what is tried again, send it as Idempotency-Key, and let the server remember it.',
  guard:
    'GET, PUT and DELETE are left alone, and so are requests with a key that stays the same, and libraries that leave POST and PATCH alone.',
  sources: [
    'https://github.com/KanishJebaMathewM/Truxify/issues/14932',
    'https://github.com/akash-network/console/pull/3449',
    'https://github.com/square/square-mcp-server/issues/31',
    'https://github.com/abhishekkumar177/College_Media/issues/656',
  ],
  *run(system) {
    for (const retries of system.all('retries')) {
      if (retries.methods === 'safe' || retries.reconnects || retries.more === 0 || !runs(retries.file)) continue;
      for (const request of requestsOf(system, retries)) yield* found(system, retries, request);
    }
  },
};

const requestsOf = (system: System, { over, client, file }: Placed<Retries>): readonly Placed<SendsRequest>[] =>
  system
    .factsIn(file, 'sends-request')
    .filter(({ at, client: on }) => (over ? over[0] <= at[0] && at[0] < over[1] : client !== undefined && on === client))
    .map(request => ({ ...request, file }));

function* found(system: System, retries: Placed<Retries>, request: Placed<SendsRequest>): Generator<Found> {
  // A key that is made for each call stays the same while a client tries that call again; inside of a loop it does not.
  const isNew = request.key === 'minted' && retries.over !== undefined;
  if (!/^(POST|PATCH)$/.test(request.method ?? '') || (request.key !== undefined && !isNew)) return;
  const { about, name } = ownerOf(system, request.file);
  const times = retries.more === undefined ? '' : ` up to ${retries.more + 1} times`;
  yield {
    subject: `${request.file} ${request.via} ${retries.via}`,
    message: isNew
      ? `${name} sends ${request.method} by ${request.via}${times} with a new idempotency key each time.`
      : `${name} sends ${request.method} by ${request.via}${times}, and nothing tells the server that it is the same one.`,
    evidence: [factEvidence(request, isNew ? 'a new key for each try' : 'no idempotency key'), factEvidence(retries, 'tried again')],
    about,
  };
}
