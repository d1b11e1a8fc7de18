import type { Confidence } from '../../model/graph.ts';
import type { Location, Span } from '../../model/source.ts';
import { callbacksOf, noEntrances, siteAt } from '../../readers/payload/entrances.ts';
import { Origins } from '../../readers/payload/origins.ts';
import { functionsNamed, programOf, type Found, type Program } from '../../readers/payload/program.ts';
import { scopeAt, within, type Scope, type Unit } from '../../readers/payload/unit.ts';
import type { Texts } from '../../readers/use.ts';
import { answeredBy, codesIn, statusOf, type Call, type Expression } from './answered-codes.ts';

export interface Answer {
  readonly code: number;
  readonly at: Location;
  readonly confidence: Confidence;
}

/** What the code behind a route is seen to do. */
export interface Handling {
  /** In the order of the codes. */
  readonly answers: readonly Answer[];
  /** It looks at a header of this kind. */
  readonly idempotencyKey?: Location;
  /** Nothing was found that handles the route. */
  readonly unseen: boolean;
}

/** A handler is followed into functions that it calls, so far and no farther. */
const DEEPEST = 2;
const MOST_FUNCTIONS = 24;

/** The status codes that a route's handler and the functions it calls answer with. Pure and total. */
export function handlingOf(route: Location, texts: Texts): Handling {
  const program = programOf(texts);
  const unit = program.unit(route.file);
  if (!unit) return { answers: [], unseen: true };
  const handlers = handlersAt(unit, route.span, program);
  const reached = followed(handlers, program);
  const answers = reached.flatMap(({ found, depth }) =>
    codesWithin(found).map(({ code, span }): Answer => ({
      code,
      at: { file: found.unit.source.path, span },
      confidence: depth === 0 ? 'certain' : 'likely',
    })),
  );
  const key = reached.map(({ found }) => keyHeader(found)).find(at => at !== undefined);
  return { answers: once(answers), unseen: handlers.length === 0, ...(key && { idempotencyKey: key }) };
}

function handlersAt(unit: Unit, at: Span, program: Program): readonly Found<Scope>[] {
  const site = siteAt(unit, at);
  const annotated = site.annotated ? site.handlers : [];
  if (annotated.length > 0) return annotated.map(node => ({ unit, node }));
  const [placed] = site.calls;
  if (!placed) return methodAt(unit, at);
  const own = callbacksOf(placed.call, placed.scope, new Origins(unit, noEntrances(false)));
  if (own.length > 0) return own.map(node => ({ unit, node }));
  const name = placed.call.arguments.map(nameOf).findLast(found => found !== undefined);
  return name === undefined ? [] : functionsNamed({ name }, unit, program).slice(0, 1);
}

/** The place is a method's name: what it names is the handler. */
function methodAt(unit: Unit, at: Span): readonly Found<Scope>[] {
  const node = scopeAt(unit.scopes, at);
  return node.kind === 'function' && node.name !== '' ? [{ unit, node }] : [];
}

const nameOf = (expression: Expression): string | undefined => (expression.kind === 'name' ? expression.path.at(-1) : undefined);

interface Reached {
  readonly found: Found<Scope>;
  readonly depth: number;
}

function followed(handlers: readonly Found<Scope>[], program: Program): readonly Reached[] {
  const reached: Reached[] = handlers.map(found => ({ found, depth: 0 }));
  for (const { found, depth } of reached) {
    if (depth >= DEEPEST) continue;
    for (const next of calledFrom(found, program)) {
      if (reached.length >= MOST_FUNCTIONS) return reached;
      if (!reached.some(({ found: { node } }) => node === next.node)) reached.push({ found: next, depth: depth + 1 });
    }
  }
  return reached;
}

const isInside = (span: Span, { node }: Found<Scope>): boolean => within(span, node.span);

/** Functions of the workspace that a function calls by a name that only one of them has. */
function calledFrom(found: Found<Scope>, program: Program): readonly Found<Scope>[] {
  const { unit } = found;
  const calls = unit.calls.filter(({ call }) => isInside(call.span, found) && isOwn(call, unit));
  return calls.flatMap(({ call }) => {
    const named = functionsNamed({ name: call.path.at(-1)! }, unit, program);
    return named.length === 1 ? named : [];
  });
}

/** What libraries offer under such names is not followed. */
const EVERYWHERE =
  /^(get|set|has|add|put|post|delete|find|map|filter|then|catch|json|send|status|log|info|warn|error|push|parse|stringify|toString|equals|of|from|run|next|use|close|open|read|write|save|update|create|build|body|ok|format|print|String|all|from|with|is|on|emit|end)$/;

const isOwn = ({ path, constructs }: Call, unit: Unit): boolean => {
  const name = path.at(-1) ?? '';
  if (!/^[a-z_]\w{2,}$/i.test(name) || constructs) return false;
  if (path.length === 1) return true;
  return !EVERYWHERE.test(name) && (path.length <= 2 || unit.language === 'Go' || unit.language === 'Python');
};

interface Coded {
  readonly code: number;
  readonly span: Span;
}

function codesWithin(found: Found<Scope>): readonly Coded[] {
  const { unit, node } = found;
  const calls = unit.calls.filter(({ call }) => isInside(call.span, found)).flatMap(({ call }) => coded(answeredBy(call, unit), call.span));
  const returns = unit.returns
    .filter(({ expression }) => isInside(expression.span, found))
    .flatMap(({ expression }) => coded(codesIn(expression), expression.span));
  const set = unit.bindings
    .filter(({ target, span }) => isInside(span, found) && target.length > 1 && /^(status|statusCode|StatusCode)$/.test(target.at(-1)!))
    .flatMap(({ value, span }) => coded(value ? statusOf(value) : undefined, span));
  const annotated = node.annotations
    .filter(({ name }) => /(^|\.)(HttpCode|ResponseStatus|ProducesResponseType)$/.test(name))
    .flatMap(({ arguments: given, named, span }) =>
      coded([...given, ...named.map(({ value }) => value)].map(value => statusOf(value)).find(Boolean), span),
    );
  const decorated = node.annotations.flatMap(({ named, span }) =>
    named.filter(({ key }) => key === 'status_code').flatMap(({ value }) => coded(statusOf(value), span)),
  );
  return [...annotated, ...decorated, ...calls, ...returns, ...set];
}

const coded = (codes: number | readonly number[] | undefined, span: Span): readonly Coded[] =>
  (codes === undefined ? [] : typeof codes === 'number' ? [codes] : codes).map(code => ({ code, span }));

function keyHeader(found: Found<Scope>): Location | undefined {
  const { unit } = found;
  const text = unit.texts.find(
    ({ expression }) => expression.kind === 'text' && IDEMPOTENCY_KEY.test(expression.text) && isInside(expression.span, found),
  );
  return text && { file: unit.source.path, span: text.expression.span };
}

export const IDEMPOTENCY_KEY = /^(x-)?idempoten(cy|t)[-_]?(key|id|token)$/i;

/** Each code once, where it is surest. */
function once(answers: readonly Answer[]): readonly Answer[] {
  const kept = new Map<number, Answer>();
  for (const answer of answers) {
    const known = kept.get(answer.code);
    if (!known || (known.confidence !== 'certain' && answer.confidence === 'certain')) kept.set(answer.code, answer);
  }
  return [...kept.values()].toSorted((a, b) => a.code - b.code);
}
