import type { Check } from '../../check.ts';
import { evidence, factEvidence } from '../../places.ts';
import { ownerOf, runs } from '../../running-code.ts';

export const retryAfterIgnored: Check = {
  id: 'resilience.retry-after-ignored',
  stage: 'resilience',
  severity: 'high',
  title: 'A busy server is asked again before it wants to be',
  why: 'The caller comes back before the limit is lifted, which extends it; some servers then ban the caller.',
  fix: 'Wait for the longer of the own backoff and Retry-After, up to a ceiling.',
  guard: 'A file that reads Retry-After anywhere is left alone, and so are libraries that honour it by themselves.',
  sources: [
    'https://github.com/DouglasdeMoura/chroncal/issues/105',
    'https://github.com/modelcontextprotocol/typescript-sdk/pull/1965',
    'https://github.com/hashicorp/boundary/pull/4093',
    'https://github.com/incident-io/catalog-importer/pull/138',
  ],
  *run(system) {
    for (const retries of system.all('retries')) {
      if (!retries.busyAt || retries.honours !== false || !runs(retries.file)) continue;
      const { about, name } = ownerOf(system, retries.file);
      yield {
        subject: `${retries.file} ${retries.via}`,
        message: `${name} asks again after 429 or 503 (${retries.via === 'loop' ? 'a loop' : retries.via}) and never reads Retry-After.`,
        evidence: [
          evidence({ file: retries.file, span: retries.busyAt }, 'sees that the server is busy'),
          ...(retries.pause ? [evidence({ file: retries.file, span: retries.pause.at }, 'waits as long as it likes')] : []),
          factEvidence(retries, 'tries again'),
        ],
        about,
      };
    }
  },
};
