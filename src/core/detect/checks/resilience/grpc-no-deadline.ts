import type { Placed } from '../../../link/facts-view.ts';
import type { SendsRequest } from '../../../model/resilience-fact.ts';
import type { Check, Found } from '../../check.ts';
import { factEvidence } from '../../places.ts';
import type { FilePath } from '../../../model/source.ts';
import { ownerOf, runs, serves, servicesOf } from '../../running-code.ts';
import type { System, SystemService } from '../../system.ts';

export const grpcNoDeadline: Check = {
  id: 'resilience.grpc-no-deadline',
  stage: 'resilience',
  severity: 'high',
  title: 'A gRPC call has no deadline',
  why: 'A gRPC call waits for ever unless it is told otherwise, so calls pile up behind a server that hangs, and work goes on for callers that left.',
  fix: 'Give every call a deadline, and hand on the context of the call that is being answered.',
  guard:
    'A service that sets a deadline anywhere (in a call, an interceptor or a service config) is left alone; streams are too. A context of its own in what runs in the background is meant.',
  sources: [
    'https://github.com/grpc/grpc.io/pull/1136',
    'https://github.com/grpc/grpc-java/issues/1205',
    'https://github.com/tsloughter/grpcbox/issues/90',
  ],
  *run(system) {
    for (const request of system.all('sends-request')) if (request.detached && runs(request.file)) yield detached(system, request);
    const told = new Set<string>();
    for (const [file, requests] of Map.groupBy(
      system
        .all('sends-request')
        .filter(request => request.protocol === 'grpc' && !request.detached && !request.streams && runs(request.file)),
      ({ file }) => file,
    )) {
      if (asksItself(system, file)) continue;
      const waiting = requests.filter(({ timeout }) => timeout === undefined || timeout === 'none');
      const owner = ownerOf(system, file);
      if (waiting.length === 0 || waiting.length < requests.length || told.has(owner.name)) continue;
      told.add(owner.name);
      yield undated(waiting, owner);
    }
    for (const service of system.services) if (!told.has(service.name)) yield* unlimited(service, told);
  },
};

function detached(system: System, request: Placed<SendsRequest>): Found {
  const { about, name } = ownerOf(system, request.file);
  return {
    subject: `${request.file} ${request.via}`,
    message: `${name} calls ${request.via} with an empty context while it answers a call of its own: the caller's deadline is lost.`,
    evidence: [factEvidence(request, 'starts without a deadline')],
    about,
  };
}

function undated(requests: readonly Placed<SendsRequest>[], { about, name }: ReturnType<typeof ownerOf>): Found {
  const [first, ...more] = requests;
  return {
    subject: `${name} deadlines`,
    message: `${name} gives none of its ${requests.length === 1 ? '' : `${requests.length} `}gRPC calls a timeout (${[...new Set(requests.map(({ via }) => via))].slice(0, 3).join(', ')}).`,
    evidence: [factEvidence(first!, 'no timeout'), ...more.slice(0, 9).map(request => factEvidence(request, 'no timeout'))],
    about,
  };
}

/** A client that is there to try out the service that it lies in. */
function asksItself(system: System, file: FilePath): boolean {
  const served = new Set(servicesOf(system, file).flatMap(service => service.facts('grpc-server').map(plainName)));
  const asked = system.factsIn(file, 'grpc-client').map(plainName);
  return asked.length > 0 && asked.every(name => served.has(name));
}

const plainName = ({ service }: { readonly service: string }): string => service.split('.').at(-1)!;

/** Languages in which any line that sets a deadline is seen. Python tells it call by call. */
const SEEN = /\.(?:go|java|[cm]?[jt]s)$/;

/** A service with gRPC clients in which no line speaks of a deadline. Code that several services share is told once. */
function* unlimited(service: SystemService, told: Set<string>): Generator<Found> {
  const served = new Set(service.facts('grpc-server').map(plainName));
  const clients = service
    .facts('grpc-client')
    .filter(
      client =>
        runs(client.file) && SEEN.test(client.file) && !served.has(plainName(client)) && !told.has(`${client.file} ${client.at[0]}`),
    );
  if (clients.length === 0 || !serves(service) || service.facts('sets-deadline').length > 0) return;
  for (const { file, at } of clients) told.add(`${file} ${at[0]}`);
  const names = [...new Set(clients.map(({ service: called }) => called))];
  const [first, ...more] = clients;
  yield {
    subject: `${service.name} deadlines`,
    message: `${service.name} calls ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''} by gRPC, and nothing in it sets a deadline.`,
    evidence: [
      factEvidence(first!, 'a client without a deadline'),
      ...more.slice(0, 9).map(client => factEvidence(client, 'a client without a deadline')),
    ],
    about: [service.id],
    severity: 'medium',
  };
}
