import type { Span } from '../../model/source.ts';
import type { MentionsAddress, UsesAddress } from '../../model/talk-fact.ts';
import type { Protocol } from '../../model/technology.ts';
import { join, literal, unknown, type Value } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { templated } from '../settings/placeholder.ts';
import { nginxDirectives, type Directive, type Word } from './nginx-directives.ts';
import { nginxLimits, nginxPolicies } from './nginx-policies.ts';

/** nginx and OpenResty: each pass of a request to another server, upstreams followed to their servers. */
export const nginx: Extractor = {
  name: 'nginx',
  program: 'nginx',
  include: [
    '**/*.conf',
    '**/*.conf.*',
    '**/nginx*',
    '**/*.nginx',
    '**/*.vhost',
    '**/sites-{available,enabled}/*',
    '**/nginx/**/*.{template,tmpl,tpl,j2,ctmpl,erb}',
  ],
  mayMatch: text => SHAPE.test(text),
  extract: ({ path, text }) => {
    if (OTHER_LANGUAGE.test(path)) return { facts: [], problems: [] };
    const directives = nginxDirectives(text);
    return { facts: [...passes(directives), ...given(directives), ...nginxPolicies(directives), ...nginxLimits(directives)], problems: [] };
  },
};

const SHAPE = /(?:^|[{;])[ \t]*(?:(?:proxy|fastcgi|grpc|uwsgi|scgi|memcached)_pass\s|upstream\s+\S+\s*\{)/m;
/** Manifests and scripts that only carry nginx configuration inside are read by their own readers. */
const OTHER_LANGUAGE = /\.(ya?ml|json|[cm]?[jt]sx?|md|sh|py|rb|go|lua)$/;

const PASSES: Readonly<Record<string, Protocol>> = {
  proxy_pass: 'http',
  grpc_pass: 'grpc',
  fastcgi_pass: 'http',
  uwsgi_pass: 'http',
  scgi_pass: 'http',
  memcached_pass: 'memcached',
  redis_pass: 'redis',
  redis2_pass: 'redis',
};

interface Names {
  readonly upstreams: ReadonlyMap<string, readonly Word[]>;
  /** What `set $name value` gives. */
  readonly variables: ReadonlyMap<string, string>;
}

function* passes(directives: readonly Directive[]): Iterable<UsesAddress> {
  const names: Names = { upstreams: upstreams(directives), variables: variables(directives) };
  const used = new Set<string>();
  for (const directive of directives) {
    const target = directive.words[0];
    const protocol = PASSES[directive.name];
    if (!protocol || !target || target.text.includes('unix:') || directive.blocks.length === 0) continue;
    yield* pass(directive, resolved(target.text, names.variables), { protocol, names, used });
  }
  for (const [name, servers] of names.upstreams) {
    if (used.has(name)) continue;
    for (const server of servers)
      yield { kind: 'uses-address', at: server.at, protocol: 'http', target: templated(server.text), via: 'nginx upstream' };
  }
}

interface Pass {
  readonly protocol: Protocol;
  readonly names: Names;
  readonly used: Set<string>;
}

const TARGET = /^(?:([a-z]+):\/\/)?([^/]*)(\/[^]*)?$/;

function* pass(directive: Directive, target: string, { protocol, names, used }: Pass): Iterable<UsesAddress> {
  const { name, at, blocks } = directive;
  const [, scheme = '', host = '', rest = ''] = TARGET.exec(target) ?? [];
  const inStream = blocks.some(block => block === 'stream') || (!scheme && name === 'proxy_pass');
  const location = rest === '' ? locationOf(directive) : undefined;
  const common = {
    kind: 'uses-address',
    at,
    protocol: inStream ? 'tcp' : protocol,
    via: `nginx ${name}`,
    ...(location && !inStream && { path: literal(location.path), pathAt: location.at }),
  } as const;
  const servers = names.upstreams.get(host) ?? names.upstreams.get(host.replace(/:\d+$/, ''));
  if (!servers) {
    yield { ...common, target: valueOf(target) };
    return;
  }
  used.add(names.upstreams.has(host) ? host : host.replace(/:\d+$/, ''));
  for (const server of servers) {
    yield { ...common, target: join([literal(scheme && `${scheme}://`), valueOf(server.text), literal(rest)]) };
  }
}

/** The path of the nearest prefix location; patterns say no one path. */
function locationOf({ blocks, heads }: Directive): { readonly path: string; readonly at: Span } | undefined {
  const depth = blocks.findLastIndex(block => block.startsWith('location '));
  const path = /^location\s+(?:(?:=|\^~)\s*)?(\/[^\s]*)$/.exec(blocks[depth] ?? '')?.[1];
  const at = heads[depth];
  return path === undefined || at === undefined ? undefined : { path, at };
}

function upstreams(directives: readonly Directive[]): ReadonlyMap<string, readonly Word[]> {
  const found = new Map<string, Word[]>();
  for (const { name, words, blocks } of directives) {
    const upstream = blocks.at(-1)?.startsWith('upstream ') ? blocks.at(-1)!.slice('upstream '.length) : undefined;
    if (name === 'upstream' && words[0] && !found.has(words[0].text)) found.set(words[0].text, []);
    if (name === 'server' && upstream !== undefined && words[0] && !words[0].text.startsWith('unix:'))
      found.set(upstream, [...(found.get(upstream) ?? []), words[0]]);
  }
  for (const [name, servers] of found) if (servers.length === 0) found.delete(name);
  return found;
}

/** `set` gives a variable its value; of a `map` the default stands for the rest. */
function variables(directives: readonly Directive[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, words, blocks } of directives) {
    const mapped = /^map \S+ (\$\w+)$/.exec(blocks.at(-1) ?? '')?.[1];
    if (name === 'set' && words[0]?.text.startsWith('$') && words[1]) found.set(words[0].text.slice(1), words[1].text);
    else if (name === 'default' && mapped && words[0]) found.set(mapped.slice(1), words[0].text);
  }
  return found;
}

/** `set $orders "http://orders:8080"` names the host that a pass names by its variable. */
const given = (directives: readonly Directive[]): MentionsAddress[] =>
  directives.flatMap(({ name, words: [variable, value] }) =>
    name === 'set' && variable && value && /^[a-z]+:\/\/[\w.-]+(:\d+)?(\/|$)/.test(value.text)
      ? [{ kind: 'mentions-address', at: value.at, value: templated(value.text), name: variable.text }]
      : [],
  );

const VARIABLE = /\$(?:\{([a-z]\w*)\}|([a-z]\w*))/g;

/** Follows nginx variables a few steps. Those that nginx itself sets stay, and are not known. */
function resolved(text: string, known: ReadonlyMap<string, string>): string {
  let now = text;
  for (let steps = 0; steps < 4 && now.includes('$') && now.length < 2_000; steps++) {
    now = now.replace(
      VARIABLE,
      (whole, braced: string | undefined, plain: string | undefined) => known.get(braced ?? plain ?? '') ?? whole,
    );
  }
  return now;
}

/** Parts of a request that follow the address say nothing about who answers. */
const TRAILING = /(?<=[^/]\/?)(\$(request_uri|uri|is_args|args|query_string|\d))+$/;

function valueOf(text: string): Value {
  const address = text.replace(TRAILING, '');
  const parts: Value[] = [];
  let from = 0;
  for (const match of address.matchAll(VARIABLE)) {
    if (match.index > from) parts.push(templated(address.slice(from, match.index)));
    parts.push(unknown(`nginx sets ${match[0]} for each request`));
    from = match.index + match[0].length;
  }
  if (from < address.length || parts.length === 0) parts.push(templated(address.slice(from)));
  return join(parts);
}
