import type { Placed } from '../../../link/facts-view.ts';
import type { MakesClient, SendsRequest } from '../../../model/resilience-fact.ts';
import type { Check, Found } from '../../check.ts';
import { factEvidence } from '../../places.ts';
import { LIBRARY_DEFAULTS } from '../../resilience/library-defaults.ts';
import { ownerOf, runs, serves, servicesOf } from '../../running-code.ts';
import type { System } from '../../system.ts';

type Place = Placed<SendsRequest> | Placed<MakesClient>;

/** Libraries that pages in a browser use too, where a person waits and can leave. */
const IN_PAGES = /^(fetch|axios|@nestjs\/axios|got|superagent|node-fetch)$/;

export const noTimeout: Check = {
  id: 'resilience.no-timeout',
  stage: 'resilience',
  severity: 'high',
  title: 'A request may wait for ever',
  why: 'When the other side stalls, each request holds its thread, connection or memory until the caller itself stops answering.',
  fix: 'Give the client a timeout to connect and to read, shorter than that of whoever waits for the caller.',
  guard:
    'Streams are left alone, and so are clients that are made in another file, pages in a browser, tests and scripts. A timeout, deadline or abort in the same function counts.',
  sources: [
    'https://github.com/folbricht/desync/issues/29',
    'https://github.com/cloudfoundry/cli/issues/203',
    'https://github.com/hjacobs/pykube/pull/10',
    'https://github.com/locaweb/python-servicenow/pull/3',
    'https://github.com/SteveMcGrath/pySecurityCenter/pull/42',
  ],
  *run(system) {
    const waiting = [...direct(system), ...shared(system)].filter(({ file, library }) => runs(file) && mayTell(system, { file, library }));
    const groups = Map.groupBy(waiting, ({ file, library }) => `${ownerOf(system, file).name} ${library}`);
    for (const [subject, places] of groups) yield together(system, subject, places);
  },
};

/** Requests by the library itself, or by a client of the same file that says nothing either. */
function* direct(system: System): Generator<Placed<SendsRequest>> {
  for (const request of system.all('sends-request')) {
    if (request.protocol !== 'http' || request.streams || !waitsForEver(request)) continue;
    if (request.client !== undefined || isLimited(system, request)) continue;
    yield request;
  }
}

/** Clients without a timeout, unless each request of their file brings its own. */
function* shared(system: System): Generator<Placed<MakesClient>> {
  for (const client of system.all('makes-client')) {
    if (!waitsForEver(client) || isLimited(system, client)) continue;
    const requests = system
      .factsIn(client.file, 'sends-request')
      .filter(request => client.client !== undefined && request.client === client.client);
    if (requests.length > 0 && requests.every(request => !waitsForEver(request) || request.streams)) continue;
    yield client;
  }
}

const waitsForEver = ({ timeout, library }: SendsRequest | MakesClient): boolean =>
  timeout === 'none' || (timeout === undefined && LIBRARY_DEFAULTS[library]?.timeout === 'none');

/** Go limits a request by the context that it is made with. */
const isLimited = (system: System, { file, library }: Place): boolean =>
  library === 'net/http' && system.factsIn(file, 'sets-deadline').length > 0;

function mayTell(system: System, { file, library }: Pick<Place, 'file' | 'library'>): boolean {
  if (!IN_PAGES.test(library)) return true;
  const services = servicesOf(system, file);
  return services.length > 0 ? services.some(serves) : library !== 'fetch';
}

function together(system: System, subject: string, places: readonly Place[]): Found {
  const [first, ...more] = places;
  const { about, name } = ownerOf(system, first!.file);
  const requests = places.flatMap(place => [place, ...(place.kind === 'makes-client' ? requestsOf(system, place) : [])]);
  const count = places.length === 1 ? '' : ` in ${places.length} places`;
  const names = [...new Set(places.map(({ via }) => via))].slice(0, 3);
  const what = `${names.join(', ')} ${names.length === 1 ? 'has' : 'have'}`;
  return {
    subject,
    message: `${name} may wait for ever for an answer${count}: ${what} no timeout here and none by default.`,
    evidence: [
      factEvidence(first!, 'no timeout'),
      ...[...requests.slice(1, 4), ...more.slice(0, 8)]
        .filter((place, at, all) => all.indexOf(place) === at)
        .map(place => factEvidence(place, 'no timeout')),
    ],
    about,
  };
}

const requestsOf = (system: System, { file, client }: Placed<MakesClient>): readonly Placed<SendsRequest>[] =>
  system
    .factsIn(file, 'sends-request')
    .filter(request => client !== undefined && request.client === client)
    .map(request => ({ ...request, file }));
