import type { Fact } from '../model/fact.ts';
import { remembered } from '../model/remembered.ts';
import type { Location, Span, Traceable } from '../model/source.ts';
import { isValue, type Value } from '../model/value.ts';

/** A value, where it is written, and the kind of fact that holds it. */
interface PlacedValue {
  readonly kind: Fact['kind'];
  readonly value: Value;
  readonly at: Span;
  readonly origins?: readonly Location[];
}

/** Facts are shallow; what lies deeper is a value. */
const MOST_DEPTH = 5;

/** Constants are met where they are used; the others hold no values, or values that nobody names. */
const WITHOUT: ReadonlySet<Fact['kind']> = new Set([
  'binds',
  'imports',
  'package',
  'contract',
  'application',
  'calls-function',
  'defines-function',
  'grpc-server',
  'calls-member',
  'names-message',
  'names-channel',
  'answers-call',
  'uses-collection',
  'mentions-path',
  'reads-setting',
  'prefixes-variables',
  'mounts-routes',
  'wraps-request',
  'fills-class',
  'takes-option',
  'bean-function',
  'reads-any-env',
  'lists-variables',
  'expands-variables',
  'interpolates',
  'compose-file',
  'cluster-object',
  'ignores',
  'sends-request',
  'makes-client',
  'retries',
  'answers-busy',
  'handles-stop',
  'sets-deadline',
  'risks-code',
  'answers-with',
  'expects-answer',
  'declares-message',
]);

/** A file's facts are never changed, only replaced, so what was found in them holds for as long as the list lives. */
/** Every value in the facts of a file, with the nearest place that its fact tells for it. */
export const valuesIn = remembered((facts: readonly Fact[]): readonly PlacedValue[] => {
  const found: PlacedValue[] = [];
  for (const fact of facts) if (!WITHOUT.has(fact.kind)) collect(fact, fact, { kind: fact.kind, found, depth: 0 });
  return found;
});

interface Into {
  readonly kind: Fact['kind'];
  readonly found: PlacedValue[];
  readonly depth: number;
}

function collect(part: object, near: Traceable, { kind, found, depth }: Into): void {
  for (const [key, child] of Object.entries(part) as [string, unknown][]) {
    // An object's own name and its image name nobody else.
    if (typeof child !== 'object' || child === null || key === 'image' || (key === 'name' && depth === 0)) continue;
    if (isValue(child)) found.push({ kind, value: child, at: near.at, ...(near.origins && { origins: near.origins }) });
    else if (depth < MOST_DEPTH && !isSpan(child)) collect(child, isPlaced(child) ? child : near, { kind, found, depth: depth + 1 });
  }
}

const isSpan = (part: object): boolean => Array.isArray(part) && typeof part[0] === 'number';
const isPlaced = (part: object): part is Traceable => 'at' in part && Array.isArray(part.at) && typeof part.at[0] === 'number';

/** The texts that stand in a value as they are. */
export function textsIn(value: Value): readonly string[] {
  switch (value.kind) {
    case 'literal':
      return [value.text];
    case 'env':
      return value.fallback ? textsIn(value.fallback) : [];
    case 'join':
      return [...value.parts.flatMap((part, at) => (mayBeginHost(value.parts, at) ? textsIn(part) : [])), ...wholeIn(value)];
    case 'choice':
      return value.options.flatMap(textsIn);
    case 'name':
    case 'unknown':
      return [];
  }
}

/** An address with something in it that is not known, as a password: `postgres://shop:${password}@database/orders`. */
function wholeIn({ parts: [first, ...rest] }: Extract<Value, { kind: 'join' }>): readonly string[] {
  if (first?.kind !== 'literal' || !/^[a-z][\w+.-]*:\/\/[^@]*$/i.test(first.text) || !rest.some(holdsHost)) return [];
  return [first.text + rest.map(part => (part.kind === 'literal' ? part.text : 'x')).join('')];
}

const holdsHost = (part: Value): boolean => part.kind === 'literal' && /@[\w.-]/.test(part.text);

/** What is joined to something before it is a path, unless it follows a scheme or says itself that it is more. */
function mayBeginHost(parts: readonly Value[], at: number): boolean {
  const [before, part] = [parts[at - 1], parts[at]];
  return (
    before === undefined || part?.kind !== 'literal' || /[@:]/.test(part.text) || (before.kind === 'literal' && /[/@]$/.test(before.text))
  );
}
