import type { Call, Expression } from '../../extract/code/syntax.ts';
import { meaningOf } from './bound.ts';
import { parsedBy, receiverOf, typeNamed } from './formats.ts';
import { lookupOf } from './lookup.ts';
import { afterMethod, each, member, typed, type Origin } from './origin.ts';
import type { Scope, Unit } from './unit.ts';
import { words } from '../words.ts';

/** Where values come in: parameters of handlers, and calls that give a message or an answer. */
export interface Entrances {
  readonly parameters: Map<Scope, Map<string, Origin>>;
  readonly calls: Map<Call, Origin>;
  /** Names that stand for the connection itself: what its methods give is a message. */
  readonly names: ReadonlySet<string>;
  /** A parser of which nobody knows what it is given counts, since nothing better was found. */
  readonly anyParser: boolean;
}

const MOST_STEPS = 24;

/** Reads backwards from a value to where it came in. Pure and total. */
export class Origins {
  private readonly unit: Unit;
  private readonly entrances: Entrances;
  private readonly known = new Map<Expression, Origin | undefined>();
  private readonly variables = new Map<Scope, Map<string, Origin | 'none'>>();

  constructor(unit: Unit, entrances: Entrances) {
    this.unit = unit;
    this.entrances = entrances;
  }

  of(expression: Expression, scope: Scope, steps = 0): Origin | undefined {
    if (steps > MOST_STEPS) return undefined;
    if (this.known.has(expression)) return this.known.get(expression);
    // A value that is made of itself has no origin beyond what else it is made of.
    this.known.set(expression, undefined);
    const found = this.read(expression, scope, steps + 1);
    this.known.set(expression, found);
    return found;
  }

  private read(expression: Expression, scope: Scope, steps: number): Origin | undefined {
    switch (expression.kind) {
      case 'name':
        return this.name(expression.path, scope, steps);
      case 'index': {
        const object = this.of(expression.object, scope, steps);
        return object && member(object, expression.key.kind === 'text' ? expression.key.text : '[]', this.unit);
      }
      case 'call':
        return this.call(expression, scope, steps);
      case 'choice':
      case 'other':
        return this.first(expression.kind === 'choice' ? expression.options : expression.children.slice(0, 1), scope, steps);
      case 'text':
      case 'number':
      case 'join':
      case 'object':
      case 'list':
      case 'function':
        return undefined;
    }
  }

  private first(options: readonly Expression[], scope: Scope, steps: number): Origin | undefined {
    for (const option of options) {
      const found = this.of(option, scope, steps);
      if (found) return found;
    }
    return undefined;
  }

  private name([name = '', ...members]: readonly string[], scope: Scope, steps: number): Origin | undefined {
    const own = this.variable(name, scope, steps);
    return own && members.reduce<Origin | undefined>((origin, part) => origin && member(origin, part, this.unit), own);
  }

  variable(name: string, scope: Scope, steps = 0): Origin | undefined {
    const known = this.variables.get(scope)?.get(name);
    if (known !== undefined) return known === 'none' ? undefined : known;
    const found = this.given(name, scope, steps);
    // Where the looking ended early, or came back to where it began, another way may still lead somewhere.
    if (!found && steps > 0) return undefined;
    const own = this.variables.get(scope) ?? new Map<string, Origin | 'none'>();
    own.set(name, found ?? 'none');
    this.variables.set(scope, own);
    return found;
  }

  private given(name: string, scope: Scope, steps: number): Origin | undefined {
    const { bindings, parameterOf } = meaningOf(name, scope, this.unit);
    const given = parameterOf && this.entrances.parameters.get(parameterOf)?.get(name);
    if (given) return given;
    for (const { value, item, type, scope: place } of bindings) {
      const found = value && this.of(value, place, steps + 1);
      if (found) return typed(item ? each(found) : found, type);
    }
    const filled = this.filled(name, scope, steps);
    if (filled) return filled;
    const lambda = parameterOf && this.lambda(name, parameterOf, steps);
    if (lambda) return lambda;
    return this.entrances.names.has(name) ? { state: 'envelope', path: [], confidence: 'certain' } : undefined;
  }

  /** `json.Unmarshal(body, &order)`: the variable has its value by reference. */
  private filled(name: string, scope: Scope, steps: number): Origin | undefined {
    const { bindings } = meaningOf(name, scope, this.unit);
    for (const { call, scope: place } of lookupOf(this.unit).fillers.get(name) ?? []) {
      if (meaningOf(name, place, this.unit).bindings[0] !== bindings[0]) continue;
      const found = this.of(call, place, steps + 1);
      if (found) return typed(found, bindings.find(({ type }) => type !== undefined)?.type);
    }
    return undefined;
  }

  /** `items.forEach(item => …)` gives each member, `.then(order => …)` the value itself. */
  private lambda(name: string, inside: Scope, steps: number): Origin | undefined {
    const { expression } = inside;
    if (!expression || inside.parameters[0]?.name !== name) return undefined;
    const around = lookupOf(this.unit).callOf.get(expression);
    const receiver = around && receiverOf(around.call);
    const last = around?.call.path.at(-1) ?? '';
    if (!around || !receiver) return undefined;
    const found = this.of(receiver, around.scope, steps + 1);
    if (!found) return undefined;
    return EACH.has(last)
      ? each(found)
      : /^(then|tap|let|also|subscribe|switchMap|mergeMap|ContinueWith|ifPresent|map|thenAccept|thenApply)$/.test(last)
        ? found
        : undefined;
  }

  private call(call: Call, scope: Scope, steps: number): Origin | undefined {
    const entrance = this.entrances.calls.get(call);
    if (entrance) return entrance;
    const settled = call.path.at(-1) === 'then' ? this.settled(call, steps) : undefined;
    if (settled) return settled;
    const from = parsedBy(call)?.from;
    if (from) return this.parsed(call, from, this.of(from, scope, steps));
    const receiver = receiverOf(call);
    const on = receiver && this.of(receiver, scope, steps);
    if (on) return afterMethod(on, call, this.unit);
    if (call.constructs || HANDS_ON.has(call.path.at(-1) ?? '') || call.path.length <= 1) {
      const given = this.first(call.arguments.slice(0, 2), scope, steps);
      // `[]byte(text)` is a conversion, which the tree gives no name.
      if (given && (given.state !== 'value' || call.path.length === 0)) return given;
      if (given && HANDS_ON.has(call.path.at(-1) ?? '')) return given;
    }
    return this.returned(call, steps);
  }

  /** `.then(answer => answer.json())` is what its function gives back. */
  private settled({ arguments: [callback] }: Call, steps: number): Origin | undefined {
    const inside = callback?.kind === 'function' ? this.unit.scopes.find(({ expression }) => expression === callback) : undefined;
    for (const { expression, scope } of (inside && lookupOf(this.unit).returns.get(inside)) ?? []) {
      const found = this.of(expression, scope, steps + 1);
      if (found?.state === 'value') return found;
    }
    return undefined;
  }

  private parsed(call: Call, from: Expression, given: Origin | undefined): Origin | undefined {
    const type = typeNamed(call);
    if (given) return { state: 'value', path: given.path, confidence: given.confidence, ...(type !== undefined && { type }) };
    return this.entrances.anyParser && isMessage(from)
      ? { state: 'value', path: [], confidence: 'possible', ...(type !== undefined && { type }) }
      : undefined;
  }

  /** What a function of the same file gives back, where it gives back what it was given. */
  private returned({ path, constructs }: Call, steps: number): Origin | undefined {
    const name = path.at(-1);
    if (name === undefined || constructs || path.length > 2) return undefined;
    const { functions, returns } = lookupOf(this.unit);
    const callee = functions.get(name)?.[0];
    for (const { expression, scope } of (callee && returns.get(callee)) ?? []) {
      const found = this.of(expression, scope, steps + 1);
      if (found) return found;
    }
    return undefined;
  }

  /** The functions that a value stands for: written there, named, wrapped (`wrap(handle)`), or made by another function (`handler(orders)`). */
  handlers(expression: Expression, from: Scope, steps = 0): readonly Scope[] {
    if (steps > 3) return [];
    const { unit } = this;
    if (expression.kind === 'function') return unit.scopes.filter(scope => scope.expression?.span === expression.span);
    if (expression.kind === 'call') {
      const wrapped = expression.arguments.flatMap(argument =>
        argument.kind === 'function' || argument.kind === 'name' ? this.handlers(argument, from, steps + 1) : [],
      );
      const { functions, returns } = lookupOf(unit);
      const makers = functions.get(expression.path.at(-1) ?? '') ?? [];
      const made = makers
        .flatMap(maker => returns.get(maker) ?? [])
        .filter(({ expression }) => expression.kind === 'function' || expression.kind === 'name');
      return [...made.flatMap(({ expression, scope }) => this.handlers(expression, scope, steps + 1)), ...wrapped];
    }
    const name = expression.kind === 'name' ? expression.path.at(-1) : undefined;
    if (name === undefined) return [];
    const bound = meaningOf(name, from, unit).bindings.find(({ value }) => value?.kind === 'function')?.value;
    if (bound) return this.handlers(bound, from, steps + 1);
    return (lookupOf(unit).functions.get(name) ?? []).slice(0, 1);
  }
}

/** A configuration file that is read from disk is no message, and what is asked of a service is no answer of another. */
const isMessage = (from: Expression): boolean =>
  !(from.kind === 'name' && /^(req|request)$/.test(from.path[0] ?? '')) &&
  !(
    from.kind === 'call' &&
    /^(open|readFileSync|readFile|ReadFile|ReadAllText|getResourceAsStream|file_get_contents)$/.test(from.path.at(-1) ?? '')
  );

const EACH = words(`
  map forEach filter find some every each flatMap each_with_index collect select reject Select Where ForEach Any All First FirstOrDefault
  anyMatch allMatch detect sum Sum sort sortBy findIndex
`);
const HANDS_ON = words(`
  from String str string GetString bytes decode NewReader NewDecoder NewBuffer BytesIO StringIO ReadAll TextDecoder Buffer unquote toString
  readAll asList list sorted enumerate firstValueFrom lastValueFrom Iterator iter body text ToArray ReadToEndAsync StreamReader byte
`);
