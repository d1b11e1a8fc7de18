import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Extractor } from '../extractor.ts';
import { templated } from '../settings/placeholder.ts';
import { haproxyPolicies } from './haproxy-policies.ts';
import { configurationLines, type ConfigurationLine } from './lines.ts';

/** HAProxy: the servers of backends and listeners. */
export const haproxy: Extractor = {
  name: 'haproxy',
  program: 'haproxy',
  include: ['**/*haproxy*', '**/haproxy/**/*', '**/*.cfg', '**/*.cfg.*'],
  mayMatch: text => /^[ \t]*(?:backend|listen)\s+\S/m.test(text) && /^[ \t]*server(?:-template)?\s+\S/m.test(text),
  extract: ({ path, text }) => {
    if (/\.(ya?ml|json|md|sh)$/.test(path)) return { facts: [], problems: [] };
    const lines = configurationLines(text);
    return { facts: [...servers(lines), ...haproxyPolicies(lines)], problems: [] };
  },
};

const SECTION = /^(global|defaults|frontend|backend|listen|resolvers|peers|userlist|cache|program|mailers)$/;

function* servers(lines: readonly ConfigurationLine[]): Iterable<UsesAddress> {
  let section = '';
  let usual: 'http' | 'tcp' = 'tcp';
  let mode: 'http' | 'tcp' = usual;
  for (const { words, at } of lines) {
    const [first = '', second = ''] = words;
    if (SECTION.test(first)) {
      section = first;
      mode = usual;
    } else if (first === 'mode') {
      mode = second === 'http' ? 'http' : 'tcp';
      if (section === 'defaults') usual = mode;
    } else if ((first === 'server' || first === 'server-template') && (section === 'backend' || section === 'listen')) {
      const address = words[first === 'server' ? 2 : 3];
      if (address === undefined || /^(unix@|\/|abns@)/.test(address)) continue;
      const grpc = words.includes('h2') && words.includes('proto');
      yield {
        kind: 'uses-address',
        at,
        protocol: grpc ? 'grpc' : mode,
        target: templated(address.replace(/^(ipv[46]|tcp[46]?)@/, '')),
        via: 'HAProxy server',
      };
    }
  }
}
