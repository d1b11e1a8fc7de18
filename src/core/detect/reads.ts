import type { Fact } from '../model/fact.ts';
import type { FilePath } from '../model/source.ts';
import { literal, type Value } from '../model/value.ts';
import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import type { SystemService, VariableRead } from './system.ts';
import { heldUnder } from './variable-names.ts';

/** Every variable that the files of a service read, in the order of its files. */
export function readsOf(service: Service, { ownership, view }: World): readonly VariableRead[] {
  return ownership.filesOf(service).flatMap(owned => {
    const reads = readsIn(owned.file, view.files.get(owned.file) ?? []);
    return owned.importedBy === undefined ? reads : reads.filter(({ at }) => ownership.runs(service, owned, at.span));
  });
}

const held = new WeakMap<SystemService, ReadonlySet<string>>();

/** The environment may hold a value that the service reads under this name: the name itself, or a framework's spelling of a key. */
export function takes(service: SystemService, name: string): boolean {
  const names = held.get(service) ?? new Set(service.reads.flatMap(read => [read.name, ...heldUnder(read.name)]));
  held.set(service, names);
  return names.has(name);
}

interface Known {
  readonly file: FilePath;
  readonly reads: readonly VariableRead[];
}

/** A file's facts are never changed, only replaced, so what was read from them holds for as long as the list lives. */
const known = new WeakMap<readonly Fact[], Known>();

/** What one file reads: its code, or `${NAME}` in its values. A variable that is read twice in a line counts once. */
export function readsIn(file: FilePath, facts: readonly Fact[]): readonly VariableRead[] {
  const told = known.get(facts);
  if (told?.file === file) return told.reads;
  const reads = readsInFacts(file, facts);
  known.set(facts, { file, reads });
  return reads;
}

const TELLING: ReadonlySet<Fact['kind']> = new Set(['reads-env', 'sets-env', 'expands-variables', 'lists-variables']);
const NONE: readonly VariableRead[] = [];

function readsInFacts(file: FilePath, facts: readonly Fact[]): readonly VariableRead[] {
  if (!facts.some(({ kind }) => TELLING.has(kind))) return NONE;
  const found = new Map<string, VariableRead>();
  const byName = facts.some(({ kind }) => kind === 'reads-any-env');
  for (const fact of facts) {
    if (fact.kind === 'expands-variables')
      for (const { name, at, falls } of fact.names)
        found.set(`${name} ${at[0]}`, {
          name,
          at: { file, span: at },
          certain: true,
          from: 'script',
          ...(falls && { fallback: literal('') }),
        });
    if (fact.kind === 'lists-variables' && byName)
      for (const { name, at } of fact.names)
        found.set(`${name} ${at[0]}`, { name, at: { file, span: at }, certain: true, from: 'code', use: 'required' });
    for (const read of readsInFact(file, fact)) {
      const key = `${read.name} ${read.at.span[0]}`;
      if (!found.has(key)) found.set(key, read);
    }
  }
  return [...found.values()];
}

function readsInFact(file: FilePath, fact: Fact): readonly VariableRead[] {
  const at = { file, span: fact.at };
  if (fact.kind === 'reads-env') {
    const from = /\.(sh|bash|ash|zsh)$|(^|\/)[^./]+$/.test(file) ? 'script' : 'code';
    return [
      {
        name: fact.name,
        at,
        certain: fact.certain,
        from,
        ...(fact.use && { use: fact.use }),
        ...(fact.declared && { declared: true }),
        ...fallbackOf(fact.fallback),
      },
    ];
  }
  if (fact.kind !== 'sets-env' || fact.format === 'dotenv' || fact.format === 'code') return [];
  return variables(fact.value).map(({ name, fallback }) => ({ name, at, certain: true, from: 'configuration', ...fallbackOf(fallback) }));
}

function fallbackOf(fallback: Value | undefined): Pick<VariableRead, 'fallback' | 'fallbackText'> {
  if (fallback === undefined) return {};
  return fallback.kind === 'literal' ? { fallback, fallbackText: fallback.text } : { fallback };
}

function variables(value: Value): readonly { readonly name: string; readonly fallback?: Value }[] {
  switch (value.kind) {
    case 'env':
      return [
        { name: value.name, ...(value.fallback && { fallback: value.fallback }) },
        ...(value.fallback ? variables(value.fallback) : []),
      ];
    case 'join':
      return value.parts.flatMap(variables);
    case 'choice':
      return value.options.flatMap(variables);
    case 'literal':
    case 'name':
    case 'unknown':
      return [];
  }
}
