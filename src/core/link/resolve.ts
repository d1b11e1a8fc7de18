import type { Binds, SetsEnv } from '../model/fact.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import { HOLE } from './address.ts';
import type { Deployment, SetVariable } from './deployment.ts';
import type { FactsView } from './facts-view.ts';
import type { ImportGraph } from './imports.ts';
import type { Service } from './services.ts';
import { spellings } from './spellings.ts';

/** One text that a value can be, and every line that it comes from. */
export interface Resolved {
  readonly text: string;
  readonly proofs: readonly Location[];
  /** A fallback in code: it holds only where nobody sets the variable. */
  readonly isFallback?: boolean;
}

export interface Resolution {
  readonly texts: readonly Resolved[];
  /** Why a part is not known; completes "the value is not known: …". */
  readonly unknown: readonly string[];
}

/** Where a value is asked for: a file of a service, in one environment or in none. */
export interface Scope {
  readonly file: FilePath;
  readonly service: Service;
  readonly deployment?: Deployment;
  /** The value stands in a deployment file: its variables are those of the file's own interpolation before the container's. */
  readonly interpolating?: boolean;
}

const MOST_STEPS = 12;
const MOST_TEXTS = 8;
const MOST_REASONS = 4;

/** The one place where a Value of any format becomes texts. Pure; cycles end after a fixed number of steps. */
export class Resolver {
  private readonly view: FactsView;
  private readonly imports: ImportGraph;
  private readonly properties: (service: Service) => ReadonlyMap<string, readonly PlacedProperty[]>;
  private readonly answers = new Map<string, Map<Value, Resolution>>();
  private readonly found = new Map<string, readonly { binds: Binds; file: FilePath }[]>();
  private readonly bindings = new Map<FilePath, ReadonlyMap<string, readonly Binds[]>>();

  constructor(view: FactsView, imports: ImportGraph, properties: (service: Service) => ReadonlyMap<string, readonly PlacedProperty[]>) {
    this.view = view;
    this.imports = imports;
    this.properties = properties;
  }

  resolve(value: Value, scope: Scope, steps = 0): Resolution {
    if (value.kind === 'literal') return { texts: [{ text: value.text, proofs: [] }], unknown: [] };
    if (value.kind === 'unknown') return nothing(value.why);
    if (steps > MOST_STEPS) return nothing('it refers to itself');
    const known = this.knownIn(scope);
    const answer = known.get(value);
    if (answer) return answer;
    // A value that is asked for while it is being answered refers to itself.
    known.set(value, nothing('it refers to itself'));
    const resolved = this.evaluate(value, scope, steps);
    const resolution = { texts: resolved.texts.slice(0, MOST_TEXTS), unknown: resolved.unknown.slice(0, MOST_REASONS) };
    known.set(value, resolution);
    return resolution;
  }

  private knownIn({ service, deployment, file, interpolating }: Scope): Map<Value, Resolution> {
    const key = `${service.id}\u0000${deployment?.environment ?? ''}\u0000${deployment?.name ?? ''}\u0000${file}\u0000${interpolating ? 1 : 0}`;
    let known = this.answers.get(key);
    if (!known) this.answers.set(key, (known = new Map()));
    return known;
  }

  private evaluate(value: Exclude<Value, { kind: 'literal' | 'unknown' }>, scope: Scope, steps: number): Resolution {
    switch (value.kind) {
      case 'env':
        return this.variable(value, scope, steps);
      case 'name':
        return this.symbol(value.path, scope, steps);
      case 'join':
        return this.joined(value.parts, scope, steps);
      case 'choice':
        return this.choice(value.options, scope, steps);
    }
  }

  private choice(options: readonly Value[], scope: Scope, steps: number): Resolution {
    const resolutions = options.map(option => this.resolve(option, scope, steps + 1));
    return {
      texts: resolutions.flatMap(({ texts }) => texts).slice(0, MOST_TEXTS),
      unknown: resolutions.flatMap(({ unknown }) => unknown),
    };
  }

  private joined(parts: readonly Value[], scope: Scope, steps: number): Resolution {
    let texts: Resolved[] = [{ text: '', proofs: [] }];
    const unknown: string[] = [];
    for (const part of parts) {
      const next = this.resolve(part, scope, steps + 1);
      unknown.push(...next.unknown);
      const tails = next.texts.length > 0 ? next.texts : [{ text: HOLE, proofs: [] as Location[] }];
      texts = texts
        .flatMap(head =>
          tails.map(tail => ({
            text: head.text + tail.text,
            proofs: [...head.proofs, ...tail.proofs],
            ...((head.isFallback || tail.isFallback) && { isFallback: true }),
          })),
        )
        .slice(0, MOST_TEXTS);
    }
    return { texts, unknown };
  }

  private variable(value: Extract<Value, { kind: 'env' }>, scope: Scope, steps: number): Resolution {
    const set = this.settings(value.name, scope);
    const resolutions = set.map(({ setting, own }) =>
      setting.value
        ? withProof(
            this.resolve(setting.value, { ...scope, file: setting.at.file, interpolating: own }, steps + 1),
            setting.origins ?? [setting.at],
          )
        : nothing(`${value.name} is handed in from outside`),
    );
    const texts = resolutions.flatMap(({ texts }) => texts).slice(0, MOST_TEXTS);
    if (texts.length > 0) return { texts, unknown: [] };
    // Code falls back only where nobody sets the variable; a value that is set and not known stays not known.
    const isSet = set.some(({ setting, own }) => own && setting.value !== undefined);
    if (value.fallback && !isSet) {
      const fallback = this.resolve(value.fallback, scope, steps + 1);
      return { texts: fallback.texts.map(text => ({ ...text, isFallback: true })), unknown: fallback.unknown };
    }
    return resolutions.length > 0
      ? { texts: [], unknown: resolutions.flatMap(({ unknown }) => unknown) }
      : nothing(`${value.name} is set nowhere in the workspace`);
  }

  /** The settings that win for a name: the deployment's own, with `.env` and chart values for what its files leave open, else files of the service. */
  private settings(name: string, scope: Scope): { setting: SetVariable; own: boolean }[] {
    const { deployment } = scope;
    if (deployment) {
      const interpolated = deployment.interpolation.get(name)?.at(-1);
      if (interpolated && scope.interpolating) return [{ setting: interpolated, own: true }];
      const inContainer = firstSet(spellings(name).map(spelling => deployment.variables.get(spelling)))?.at(-1);
      // `- NAME` alone hands on what the file's own environment has under the name.
      if (inContainer && (inContainer.value || !interpolated)) return [{ setting: inContainer, own: true }];
      if (interpolated && (inContainer || name.startsWith('.'))) return [{ setting: interpolated, own: true }];
    }
    const properties = this.properties(scope.service);
    return (firstSet(spellings(name).map(spelling => properties.get(spelling))) ?? []).map(({ fact, file }) => ({
      setting: { value: fact.value, at: { file, span: fact.at } },
      own: false,
    }));
  }

  private symbol(path: readonly string[], scope: Scope, steps: number): Resolution {
    const page = PAGE[path.slice(path.indexOf('location')).join('.')];
    if (page !== undefined && path.includes('location')) return { texts: [{ text: page, proofs: [] }], unknown: [] };
    const key = `${scope.file}\u0000${path.join('.')}`;
    const found = this.found.get(key) ?? this.definitions(path, scope.file, new Set());
    this.found.set(key, found);
    if (found.length === 0) return nothing(`${path.join('.')} is not a constant`);
    const resolutions = found
      .slice(0, 4)
      .map(({ binds, file }) => withProof(this.resolve(binds.value, { ...scope, file }, steps + 1), [{ file, span: binds.at }]));
    return {
      texts: resolutions.flatMap(({ texts }) => texts).slice(0, MOST_TEXTS),
      unknown: resolutions.flatMap(({ unknown }) => unknown),
    };
  }

  /** Where a dotted name is defined: in the file, or in the files that it imports; by its whole path, else by its last two parts, else by its last. */
  private definitions(path: readonly string[], file: FilePath, seen: Set<FilePath>): { binds: Binds; file: FilePath }[] {
    const own = this.bindingsOf(file);
    for (const tail of [path.join('.'), path.slice(-2).join('.'), path.at(-1) ?? '']) {
      const binds = own.get(tail);
      if (binds && !binds.every(bind => refersTo(bind.value, path)))
        return binds.filter(bind => !refersTo(bind.value, path)).map(bind => ({ binds: bind, file }));
      if (path.length === 1) break;
    }
    seen.add(file);
    if (seen.size > 60) return [];
    for (const target of this.importsFor(path, file)) {
      if (seen.has(target)) continue;
      const found = this.definitions(path.length > 1 && this.isNamespace(path[0]!, file) ? path.slice(1) : path, target, seen);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** Files that may define a name: those imported under its first part, else every import that takes a whole module. */
  private importsFor(path: readonly string[], file: FilePath): readonly FilePath[] {
    const facts = this.view.of(file, 'imports');
    const named = facts.filter(({ names }) => names.some(({ local }) => local === path[0]));
    const chosen = named.length > 0 ? named : facts;
    return chosen.flatMap(({ specifier }) => this.imports.resolve(file, specifier));
  }

  private isNamespace(local: string, file: FilePath): boolean {
    return this.view.of(file, 'imports').some(({ names }) => names.some(name => name.local === local && name.imported === '*'));
  }

  private bindingsOf(file: FilePath): ReadonlyMap<string, readonly Binds[]> {
    const known = this.bindings.get(file);
    if (known) return known;
    const map = new Map<string, Binds[]>();
    const add = (name: string, binds: Binds): void => {
      const list = map.get(name);
      if (list) list.push(binds);
      else map.set(name, [binds]);
    };
    for (const binds of this.view.of(file, 'binds')) {
      const parts = binds.name.split('.');
      for (let from = 0; from < parts.length; from++) if (from === 0 || from >= parts.length - 2) add(parts.slice(from).join('.'), binds);
    }
    this.bindings.set(file, map);
    return map;
  }
}

/** A browser calls back the machine that served its page. */
const PAGE: Readonly<Record<string, string>> = {
  'location.hostname': 'localhost',
  'location.host': 'localhost',
  'location.origin': 'http://localhost',
  'location.protocol': 'http:',
};

export interface PlacedProperty {
  readonly fact: SetsEnv;
  readonly file: FilePath;
}

const nothing = (why: string): Resolution => ({ texts: [], unknown: [why] });

const withProof = (resolution: Resolution, places: readonly Location[]): Resolution => ({
  ...resolution,
  texts: resolution.texts.map(text => ({ ...text, proofs: [...places, ...text.proofs] })),
});

const refersTo = (value: Value, path: readonly string[]): boolean => value.kind === 'name' && value.path.join('.') === path.join('.');

const firstSet = <T>(candidates: readonly (readonly T[] | undefined)[]): readonly T[] | undefined =>
  candidates.find(candidate => candidate !== undefined && candidate.length > 0);
