import { plain } from '../../link/names.ts';
import type { Service } from '../../link/services.ts';
import type { World } from '../../link/world.ts';
import type { SetsEnv } from '../../model/variable-fact.ts';
import { baseName } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import { durationMs } from './mesh.ts';
import type { Known } from './said.ts';

/** What a caller's own configuration files say of its clients. */
export interface ClientSettings {
  readonly timeout?: Known<number>;
  /** Tries in all. */
  readonly attempts?: Known<number>;
}

interface Key {
  /** Its first group is the client's name; none, or `default`, is for all. */
  readonly name: RegExp;
  readonly says: keyof ClientSettings;
}

/** Keys of Spring's clients. A number without a unit is milliseconds in each of them. */
const KEYS: readonly Key[] = [
  { name: /^(?:spring\.cloud\.openfeign|feign)\.client\.config\.([^.]+)\.read-?timeout$/i, says: 'timeout' },
  { name: /^(?:([^.]+)\.)?ribbon\.ReadTimeout$/i, says: 'timeout' },
  { name: /^hystrix\.command\.([^.]+)\.execution\.isolation\.thread\.timeoutInMilliseconds$/i, says: 'timeout' },
  { name: /^resilience4j\.timelimiter\.(?:instances|configs)\.([^.]+)\.timeout-?duration$/i, says: 'timeout' },
  { name: /^resilience4j\.retry\.(?:instances|configs)\.([^.]+)\.max-?(?:retry-?)?attempts$/i, says: 'attempts' },
];

/** The shortest time and the most tries that a caller's files set for a service, by its name or for all. */
export function clientSettings(caller: Service, callee: Service, { ownership, view }: World): ClientSettings {
  const facts = ownership.filesOf(caller).flatMap(({ file }) => view.of(file, 'sets-env').map(fact => ({ file, fact })));
  const set = facts.filter(({ fact: { example, profile } }) => example !== true && profile === undefined);
  const found = KEYS.flatMap(key => {
    const own = set.flatMap(one => said(one, key, callee));
    const named = own.filter(({ forAll }) => !forAll);
    return inForce(named.length > 0 ? named : own).map(({ value, evidence }) => ({ says: key.says, value, evidence }));
  });
  const [timeout] = found.filter(({ says }) => says === 'timeout').toSorted((a, b) => a.value - b.value);
  const [attempts] = found.filter(({ says }) => says === 'attempts').toSorted((a, b) => b.value - a.value);
  return { ...(timeout && { timeout }), ...(attempts && { attempts }) };
}

interface Said extends Known<number> {
  readonly file: FilePath;
  readonly forAll: boolean;
}

function said(
  { file, fact }: { readonly file: FilePath; readonly fact: SetsEnv },
  { name: pattern, says }: Key,
  callee: Service,
): readonly Said[] {
  const { name, value: written, at } = fact;
  const match = pattern.exec(name);
  if (!match || written.kind !== 'literal' || !isFor(match[1], callee)) return [];
  const value = /^\d+$/.test(written.text) ? Number(written.text) : says === 'timeout' ? durationMs(written.text) : undefined;
  if (value === undefined || value <= 0) return [];
  const note = says === 'timeout' ? `${name} waits ${value} ms` : `${name} asks up to ${value} times`;
  return [{ value, file, forAll: match[1] === undefined || match[1] === 'default', evidence: [{ at: { file, span: at }, note }] }];
}

/** A page of the application's own wins over what all applications share. Where files of one rank differ, which of them counts is not known. */
function inForce(all: readonly Said[]): readonly Said[] {
  const own = all.filter(({ file }) => !/^(application|bootstrap)\b/.test(baseName(file)));
  const ranked = own.length > 0 ? own : all;
  return new Set(ranked.map(({ value }) => value)).size === 1 ? ranked.slice(0, 1) : [];
}

const isFor = (client: string | undefined, { name, hosts }: Service): boolean =>
  client === undefined || client === 'default' || plain(client) === plain(name) || hosts.has(client.toLowerCase());
