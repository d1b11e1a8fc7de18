import type { Placed } from '../../../link/facts-view.ts';
import type { Retries } from '../../../model/resilience-fact.ts';
import type { Check } from '../../check.ts';
import { factEvidence } from '../../places.ts';
import { leadsTo } from '../../resilience/led-to.ts';
import { ownerOf, runs } from '../../running-code.ts';
import type { System } from '../../system.ts';

export const endlessRetry: Check = {
  id: 'resilience.endless-retry',
  stage: 'resilience',
  severity: 'medium',
  title: 'A request is tried again for ever',
  why: 'While the other side is down the callers pile up behind it, each with its thread, memory and connection, and when it is back all of their old requests come first.',
  fix: 'Stop after a few tries or after a time, and tell the caller; put a circuit breaker before what fails often.',
  guard: 'Only requests: connections that are made anew and workers that wait for messages may go on for ever.',
  sources: [
    'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/',
    'https://tenacity.readthedocs.io/en/latest/#basic-retry',
  ],
  *run(system) {
    for (const retries of system.all('retries')) {
      const request = retries.endless && !retries.reconnects && runs(retries.file) ? requestIn(retries, system) : undefined;
      if (!request) continue;
      const { about, name } = ownerOf(system, retries.file);
      yield {
        subject: `${retries.file} ${request.via} ${retries.via}`,
        message: `${name} sends ${request.via} again until it succeeds, however long that takes${retries.pace === 'none' ? ', and without a pause' : ''}.`,
        severity: retries.pace === 'none' ? 'high' : 'medium',
        evidence: [factEvidence(retries, 'nothing ends this'), factEvidence({ file: retries.file, at: request.at }, 'it is sent again')],
        about,
      };
    }
  },
};

function requestIn({ over, file, client }: Placed<Retries>, system: System) {
  const requests = system.factsIn(file, 'sends-request');
  if (!over) return client === undefined ? undefined : requests.find(request => request.client === client);
  const functions = system.functionsIn(file);
  return requests.find(({ at: [start] }) => (over[0] <= start && start < over[1]) || leadsTo(over, start, functions));
}
