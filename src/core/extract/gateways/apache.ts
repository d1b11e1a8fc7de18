import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Span } from '../../model/source.ts';
import { literal } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { templated } from '../settings/placeholder.ts';
import { configurationLines, type ConfigurationLine } from './lines.ts';

/** Apache httpd: `ProxyPass` with its `ProxyPassReverse` is one edge; balancers are followed to their members. */
export const apache: Extractor = {
  name: 'apache',
  program: 'apache',
  include: ['**/*.conf', '**/*.conf.*', '**/.htaccess', '**/*.vhost', '**/sites-{available,enabled}/*', '**/httpd*'],
  mayMatch: text => /^[ \t]*(?:ProxyPass|ProxyPassMatch|ProxyPassReverse|BalancerMember|RewriteRule|FcgidWrapper)\s/im.test(text),
  extract: ({ path, text }) => ({ facts: /\.(ya?ml|json|md|sh)$/.test(path) ? [] : proxied(configurationLines(text)), problems: [] }),
};

interface Pass {
  readonly at: Span;
  readonly target: string;
  readonly path?: string;
  readonly via: string;
}

function proxied(lines: readonly ConfigurationLine[]): readonly UsesAddress[] {
  const passes: Pass[] = [];
  const members = new Map<string, Pass[]>();
  let location = '';
  let balancer = '';
  for (const { words, at } of lines) {
    const [first = '', second = '', third = ''] = words;
    const command = first.toLowerCase();
    if (/^<location(match)?$/.test(command)) location = second.replace(/>$/, '');
    else if (command.startsWith('</location')) location = '';
    else if (command === '<proxy') balancer = second.replace(/>$/, '');
    else if (command.startsWith('</proxy')) balancer = '';
    else if (command === 'balancermember')
      add(members, balancer, { at, target: balancer === '' ? third : second, via: 'Apache BalancerMember' });
    else if (command.startsWith('proxypass')) passes.push(pass({ words, at }, location));
    else if (command === 'rewriterule' && /\[.*\bP\b.*\]/.test(words.slice(3).join(' ')))
      passes.push({ at, target: third, via: 'Apache RewriteRule' });
  }
  const forward = passes.filter(({ via }) => via !== 'Apache ProxyPassReverse');
  // A reverse line that stands alone still tells where the answers come from.
  const alone = passes.filter(
    ({ via, target }) => via === 'Apache ProxyPassReverse' && !forward.some(other => host(other.target) === host(target)),
  );
  return [...forward, ...alone].flatMap(found => followed(found, members)).flatMap(fact);
}

const add = (members: Map<string, Pass[]>, name: string, member: Pass): void =>
  void members.set(name, [...(members.get(name) ?? []), member]);

/** Inside a `<Location>` the path is that of the location, and only the target is given. */
function pass({ words, at }: ConfigurationLine, location: string): Pass {
  const [first = '', second = '', third = ''] = words;
  const via = `Apache ${/^proxypassreverse/i.test(first) ? 'ProxyPassReverse' : /^proxypassmatch/i.test(first) ? 'ProxyPassMatch' : 'ProxyPass'}`;
  const within = location !== '' && /^[a-z0-9]+:\/\//i.test(second);
  const path = within ? location : second;
  return { at, via, target: within ? second : third, ...(path.startsWith('/') && path !== '/' && { path }) };
}

function followed(found: Pass, members: ReadonlyMap<string, readonly Pass[]>): readonly Pass[] {
  const balancer = /^balancer:\/\/[^/]+/.exec(found.target)?.[0];
  if (balancer === undefined) return [found];
  const own = members.get(balancer) ?? [];
  return own.map(member => ({ ...found, target: member.target, via: member.via }));
}

const host = (target: string): string => target.replace(/^[a-z0-9]+:\/\//i, '').replace(/\/.*$/, '');

function fact({ target, at, path, via }: Pass): readonly UsesAddress[] {
  if (!/^[a-z0-9]+:\/\//i.test(target) || target.startsWith('unix:')) return [];
  const protocol = /^wss?:/.test(target) ? 'websocket' : /^h2c?:/.test(target) ? 'grpc' : 'http';
  return [{ kind: 'uses-address', at, protocol, target: templated(target), via, ...(path !== undefined && { path: literal(path) }) }];
}
