import type { LimitsCalls, Retries } from '../../model/resilience-fact.ts';
import type { Span } from '../../model/source.ts';
import { durationIn } from './durations.ts';
import type { ConfigurationLine } from './lines.ts';

interface Told {
  readonly at: Span;
  readonly words: readonly string[];
}

type Settings = ReadonlyMap<string, Told>;

const SECTION = /^(global|defaults|frontend|backend|listen|resolvers|peers|userlist|cache|program|mailers)$/;
/** Conditions under which nothing has been sent: a server that is asked again for these was not asked before. */
const UNSENT = /^(none|conn-failure)$/;
/** It tries to connect again so often where nobody says: docs.haproxy.org, `retries`. */
const USUAL_RETRIES = 3;

/** How long HAProxy waits for each server, and whether it sends a request again. Without `timeout server` it waits for ever. */
export function haproxyPolicies(lines: readonly ConfigurationLine[]): readonly (LimitsCalls | Retries)[] {
  const defaults = new Map<string, Told>();
  const found: (LimitsCalls | Retries)[] = [];
  for (const { kind, settings, servers } of sections(lines)) {
    if (kind === 'defaults') for (const [name, told] of settings) defaults.set(name, told);
    if (kind !== 'backend' && kind !== 'listen') continue;
    const inForce = new Map([...defaults, ...settings]);
    found.push(...servers.flatMap(server => [...limits(inForce, server), ...again(inForce, server)]));
  }
  return found;
}

interface Section {
  readonly kind: string;
  readonly settings: Map<string, Told>;
  readonly servers: Span[];
}

function sections(lines: readonly ConfigurationLine[]): readonly Section[] {
  const found: Section[] = [];
  for (const { words, at } of lines) {
    const [first = '', second = '', ...rest] = words;
    if (SECTION.test(first)) found.push({ kind: first, settings: new Map(), servers: [] });
    else if (first === 'timeout') found.at(-1)?.settings.set(`timeout ${second}`, { at, words: rest });
    else if (first === 'retries' || first === 'retry-on') found.at(-1)?.settings.set(first, { at, words: [second, ...rest] });
    else if (first === 'server' || first === 'server-template') found.at(-1)?.servers.push(at);
  }
  return found;
}

function limits(settings: Settings, over: Span): readonly LimitsCalls[] {
  const told = settings.get('timeout server');
  if (!told) return [];
  const milliseconds = durationIn(told.words[0], 1);
  return [{ kind: 'limits-calls', at: told.at, via: 'HAProxy', over, timeout: milliseconds === 0 ? 'none' : (milliseconds ?? 'set') }];
}

function again(settings: Settings, over: Span): readonly Retries[] {
  const on = settings.get('retry-on');
  if (!on || on.words.every(reason => UNSENT.test(reason))) return [];
  const told = settings.get('retries');
  const more = Number(told?.words[0] ?? USUAL_RETRIES);
  return more > 0 ? [{ kind: 'retries', at: (told ?? on).at, via: 'HAProxy retry-on', over, more, methods: 'all' }] : [];
}
