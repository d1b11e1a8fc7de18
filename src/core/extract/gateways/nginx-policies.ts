import type { AnswersBusy, LimitsCalls, Retries } from '../../model/resilience-fact.ts';
import { durationIn } from './durations.ts';
import type { Directive } from './nginx-directives.ts';

const PASS = /^(proxy|grpc|fastcgi|uwsgi|scgi|memcached)_pass$/;

/** nginx waits so long to connect, to send and between two reads: nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout. */
const USUAL_TIMEOUT = 60_000;
/** It goes on to the next server for these: …#proxy_next_upstream. */
const USUAL_REASONS: readonly string[] = ['error', 'timeout'];

/** How long each pass waits, and how often it asks the servers of its upstream. Passes of `stream` carry no requests. */
export function nginxPolicies(directives: readonly Directive[]): readonly (LimitsCalls | Retries)[] {
  const settings = new Map(directives.map(directive => [placed(directive.name, directive.within.at(-1)), directive]));
  const servers = Map.groupBy(directives.filter(isServer), ({ blocks }) => blocks.at(-1)!);
  return directives.flatMap((pass): readonly (LimitsCalls | Retries)[] => {
    const family = PASS.exec(pass.name)?.[1];
    const target = pass.words[0]?.text;
    if (family === undefined || target === undefined || pass.blocks.length === 0 || pass.blocks.includes('stream')) return [];
    // Of the nearest block around it that says so.
    const told: Told = name =>
      [undefined, ...pass.within].reduce<Directive | undefined>(
        (found, block) => settings.get(placed(`${family}_${name}`, block)) ?? found,
        undefined,
      );
    const asked = servers.get(`upstream ${hostOf(target)}`) ?? [];
    return [limits(pass, told, asked), ...again(pass, told, asked)];
  });
}

type Told = (name: string) => Directive | undefined;

const placed = (name: string, block: number | undefined): string => `${name} ${block}`;

const isServer = ({ name, blocks, words }: Directive): boolean =>
  name === 'server' && blocks.at(-1)?.startsWith('upstream ') === true && !words.some(({ text }) => text === 'backup' || text === 'down');

const hostOf = (target: string): string => target.replace(/^[a-z]+:\/\//, '').replace(/[/:$][^]*$/, '');

function limits(pass: Directive, told: Told, servers: readonly Directive[]): LimitsCalls {
  const read = told('read_timeout');
  const written = durationIn(textOf(read), 1000);
  const total = durationIn(textOf(told('next_upstream_timeout')), 1000);
  const idle = servers.length > 1 && servers.some(({ words }) => words.some(({ text }) => /^max_fails=[1-9]/.test(text)));
  return {
    kind: 'limits-calls',
    at: read?.at ?? pass.at,
    via: 'nginx',
    over: pass.at,
    timeout: read ? (written ?? 'set') : USUAL_TIMEOUT,
    ...(!read && { usual: true as const }),
    ...(total !== undefined && total > 0 && { total }),
    ...(idle && { breaks: true as const }),
  };
}

const textOf = (directive: Directive | undefined): string | undefined => directive?.words.map(({ text }) => text).join(' ');

/**
 * Each server is asked once, so that a service is asked as often as it has servers here. What changes something is asked again only
 * where it was never sent, or where `non_idempotent` says so.
 */
function again(pass: Directive, told: Told, servers: readonly Directive[]): readonly Retries[] {
  const next = told('next_upstream');
  const reasons = next?.words.map(({ text }) => text) ?? USUAL_REASONS;
  const limit = Number(textOf(told('next_upstream_tries')) ?? '0');
  const more = Math.min(alike(servers), limit > 0 ? limit : Infinity) - 1;
  if (more < 1 || reasons.includes('off')) return [];
  return [
    {
      kind: 'retries',
      at: (next ?? servers[0] ?? pass).at,
      via: 'nginx next upstream',
      over: pass.at,
      more,
      pace: 'none',
      jitter: true,
      honours: true,
      methods: reasons.includes('non_idempotent') ? 'all' : 'safe',
    },
  ];
}

/** The most servers of one service: `app1:80`, `app2:80`. */
function alike(servers: readonly Directive[]): number {
  const stems = servers.map(({ words }) => (words[0]?.text ?? '').replace(/:\d+$/, '').replace(/[-_.]?\d+$/, ''));
  return Math.max(0, ...[...Map.groupBy(stems, stem => stem).values()].map(({ length }) => length));
}

/** nginx refuses who asks too often with this, and never says until when: nginx.org/en/docs/http/ngx_http_limit_req_module.html#limit_req_status. */
const USUAL_REFUSAL = 503;

/** Where requests are limited, and whether a header says when to come back. */
export function nginxLimits(directives: readonly Directive[]): readonly AnswersBusy[] {
  const saysWhen = directives.some(({ words }) => words.some(({ text }) => /^retry-after$/i.test(text)));
  const told = new Map(directives.map(({ name, words }) => [name, words[0]?.text]));
  return directives.flatMap(({ name, at }): readonly AnswersBusy[] => {
    if (name !== 'limit_req' && name !== 'limit_conn') return [];
    const status = Number(told.get(`${name}_status`) ?? USUAL_REFUSAL);
    return status === 429 || status === 503 ? [{ kind: 'answers-busy', at, status, saysWhen }] : [];
  });
}
