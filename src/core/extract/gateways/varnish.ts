import type { UsesAddress } from '../../model/talk-fact.ts';
import { join, literal } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { templated } from '../settings/placeholder.ts';

/** Varnish: the backends of a VCL file. */
export const varnish: Extractor = {
  name: 'varnish',
  program: 'varnish',
  include: ['**/*.vcl', '**/*.vcl.*'],
  mayMatch: text => /\bbackend\s+\w+\s*\{/.test(text),
  extract: ({ text }) => ({ facts: [...text.matchAll(BACKEND)].flatMap(backend), problems: [] }),
};

const BACKEND = /\bbackend\s+\w+\s*\{([^}]*)/g;

function backend(match: RegExpMatchArray): readonly UsesAddress[] {
  const host = /\.host\s*=\s*"([^"]+)"/.exec(match[1] ?? '')?.[1];
  const port = /\.port\s*=\s*"([^"]+)"/.exec(match[1] ?? '')?.[1];
  if (host === undefined) return [];
  const start = match.index ?? 0;
  const target = port === undefined ? templated(host) : join([templated(host), literal(`:${port}`)]);
  return [{ kind: 'uses-address', at: [start, start + match[0].length], protocol: 'http', target, via: 'Varnish backend' }];
}
