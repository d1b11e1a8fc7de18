import type { SetsEnv } from '../model/variable-fact.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import { HOLE } from './address.ts';
import { Answers, nothing } from './answers.ts';
import type { Definitions } from './definitions.ts';
import type { Deployment, SetVariable } from './deployment.ts';
import type { FilledFrom } from './filled-classes.ts';
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

const MOST_TEXTS = 8;
const MOST_REASONS = 4;

/** What a service's own files give to its variables and keys. */
type Properties = (service: Service) => ReadonlyMap<string, readonly PlacedProperty[]>;

/**
 * The one place where a Value of any format becomes texts. Pure: what was asked before cannot show in an answer.
 * A value that refers to itself, or to too long a row of others, is cut there.
 */
export class Resolver {
  private readonly definitions: Definitions;
  private readonly properties: Properties;
  private readonly filled: FilledFrom;
  private readonly answers = new Answers();

  constructor(definitions: Definitions, properties: Properties, filled: FilledFrom) {
    this.definitions = definitions;
    this.properties = properties;
    this.filled = filled;
  }

  resolve(value: Value, scope: Scope, steps = 0): Resolution {
    if (value.kind === 'literal') return { texts: [{ text: value.text, proofs: [] }], unknown: [] };
    if (value.kind === 'unknown') return nothing(value.why);
    return this.answers.to({ value, place: placeOf(scope), steps }, () => {
      const resolved = this.evaluate(value, scope, steps);
      return { texts: resolved.texts.slice(0, MOST_TEXTS), unknown: resolved.unknown.slice(0, MOST_REASONS) };
    });
  }

  /** Somebody sets the variable in the scope, or says that it is handed in from outside. */
  isSet(name: string, scope: Scope): boolean {
    return this.settings(name, scope).length > 0;
  }

  /** The key that a field of a class of options is filled from, where somebody sets it. */
  optionKey(type: string, field: string, scope: Scope): string | undefined {
    return this.filled(scope.service, type, field).find(key => this.isSet(key, scope));
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
    const key = path.length > 1 ? this.optionKey(path[0]!, path.slice(1).join(':'), scope) : undefined;
    if (key !== undefined) return this.variable({ kind: 'env', name: key }, scope, steps);
    const found = this.definitions.of(path, scope.file);
    if (found.length === 0) return nothing(`${path.join('.')} is not a constant`);
    const resolutions = found
      .slice(0, 4)
      .map(({ binds, file }) => withProof(this.resolve(binds.value, { ...scope, file }, steps + 1), [{ file, span: binds.at }]));
    return {
      texts: resolutions.flatMap(({ texts }) => texts).slice(0, MOST_TEXTS),
      unknown: resolutions.flatMap(({ unknown }) => unknown),
    };
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

const placeOf = ({ service, deployment, file, interpolating }: Scope): string =>
  `${service.id}\u0000${deployment?.environment ?? ''}\u0000${deployment?.name ?? ''}\u0000${file}\u0000${interpolating ? 1 : 0}`;

const withProof = (resolution: Resolution, places: readonly Location[]): Resolution => ({
  ...resolution,
  texts: resolution.texts.map(text => ({ ...text, proofs: [...places, ...text.proofs] })),
});

const firstSet = <T>(candidates: readonly (readonly T[] | undefined)[]): readonly T[] | undefined =>
  candidates.find(candidate => candidate !== undefined && candidate.length > 0);
