import type { Affected, ExportChange } from './export-changes.ts';
import type { Parameter, Signature } from './shape.ts';
import { typeDifference } from './type-text.ts';

interface SignaturePair {
  /** `Orders.place` */
  readonly element: string;
  readonly symbol: string;
  readonly member?: string;
  readonly before: readonly Signature[];
  readonly after: readonly Signature[];
}

/** What changed in how something is called. Overloads are compared one by one where there are as many as before. */
export function signatureChanges(pair: SignaturePair): readonly ExportChange[] {
  const { element, before, after } = pair;
  if (before.length === 0 || after.length === 0) return [];
  if (before.length !== after.length)
    return after.length > before.length
      ? []
      : [
          {
            ...told(pair),
            rule: 'overload-removed',
            level: 'source',
            breaks: ['callers'],
            before: before[0]!.at,
            after: after[0]!.at,
            message: `${element} can be called in fewer ways.`,
          },
        ];
  return before.flatMap((one, index) => oneChange(one, after[index]!, pair));
}

const told = ({ symbol, member, element }: SignaturePair): Pick<ExportChange, 'element' | 'symbol' | 'member'> => ({
  element,
  symbol,
  ...(member !== undefined && { member }),
});

function oneChange(before: Signature, after: Signature, pair: SignaturePair): readonly ExportChange[] {
  const reordered = isReordered(before, after);
  if (!reordered) return [...parameterChanges(before, after, pair), ...returnChange(before, after, pair)];
  const message = `${pair.element} takes its parameters in another order.`;
  const order: ExportChange = {
    ...told(pair),
    rule: 'parameters-reordered',
    level: 'behaviour',
    breaks: ['callers'],
    before: before.at,
    after: after.at,
    message,
  };
  return [order, ...returnChange(before, after, pair)];
}

const isReordered = (before: Signature, after: Signature): boolean => {
  const [from, to] = [before, after].map(({ parameters }) => parameters.map(({ name }) => name));
  return from!.length === to!.length && from!.join() !== to!.join() && from!.toSorted().join() === to!.toSorted().join();
};

/** Arguments have no names, so a parameter is the one at its place; one that is gone from the middle is known by the names around it. */
function parameterChanges(before: Signature, after: Signature, pair: SignaturePair): readonly ExportChange[] {
  const names = new Set(after.parameters.map(({ name }) => name));
  const earlier = new Set(before.parameters.map(({ name }) => name));
  const lost = before.parameters.length - after.parameters.length;
  const gone = lost > 0 ? pick(before.parameters, ({ name }) => !names.has(name), lost) : [];
  const fresh = lost < 0 ? pick(after.parameters, ({ name }) => !earlier.has(name), -lost) : [];
  const kept = before.parameters.filter(parameter => !gone.includes(parameter));
  const others = after.parameters.filter(parameter => !fresh.includes(parameter));
  return [
    ...gone.map(parameter => wasRemoved(parameter, pair)),
    ...fresh.map(parameter => wasAdded(parameter, pair, after.parameters.indexOf(parameter) < before.parameters.length)),
    ...kept.flatMap((parameter, index) => parameterPair(parameter, others[index]!, pair)),
  ];
}

/** As many as differ: those that fit, else the last. */
function pick(parameters: readonly Parameter[], fits: (parameter: Parameter) => boolean, count: number): readonly Parameter[] {
  const fitting = parameters.filter(fits);
  return fitting.length >= count ? fitting.slice(-count) : parameters.slice(-count);
}

const elementOf = ({ name }: Parameter, { element, member, symbol }: SignaturePair): string =>
  `${member === 'constructor' ? `new ${symbol}` : element}(${name})`;

const wasRemoved = (parameter: Parameter, pair: SignaturePair): ExportChange => ({
  ...told(pair),
  element: elementOf(parameter, pair),
  rule: 'parameter-removed',
  level: 'source',
  breaks: ['callers'],
  before: parameter.at,
  message: `${pair.element} no longer takes ${parameter.name}.`,
});

function wasAdded(parameter: Parameter, pair: SignaturePair, isBetween: boolean): ExportChange {
  const isNeeded = !parameter.isOptional || isBetween;
  return {
    ...told(pair),
    element: elementOf(parameter, pair),
    rule: isNeeded ? 'parameter-added-required' : 'parameter-added-optional',
    level: isNeeded ? 'source' : 'safe',
    breaks: isNeeded ? ['callers'] : [],
    after: parameter.at,
    message: isNeeded
      ? `Whoever calls ${pair.element} has to give ${parameter.name}, which is new.`
      : `${pair.element} can be given ${parameter.name}.`,
  };
}

function parameterPair(before: Parameter, after: Parameter, pair: SignaturePair): readonly ExportChange[] {
  const element = elementOf(before, pair);
  const common = { ...told(pair), element, before: before.at, after: after.at };
  const changes: ExportChange[] = [];
  if (before.isOptional && !after.isOptional)
    changes.push({
      ...common,
      rule: 'parameter-became-required',
      level: 'source',
      breaks: ['callers'],
      message: `${element} was optional and is required.`,
    });
  if (!before.isOptional && after.isOptional)
    changes.push({
      ...common,
      rule: 'parameter-became-optional',
      level: 'safe',
      breaks: [],
      message: `${element} was required and is optional.`,
    });
  const difference = typeDifference(before.type, after.type);
  if (difference !== 'same') {
    const [rule, breaks] = PARAMETER_TYPES[difference];
    const level = breaks.length === 0 ? 'safe' : 'source';
    changes.push({ ...common, rule, level, breaks, message: `${element} was ${before.type!.written} and is ${after.type!.written}.` });
  }
  return changes;
}

const PARAMETER_TYPES: Readonly<Record<'wider' | 'narrower' | 'other', readonly [rule: string, breaks: readonly Affected[]]>> = {
  wider: ['parameter-type-widened', []],
  narrower: ['parameter-type-narrowed', ['callers']],
  other: ['parameter-type-changed', ['callers']],
};

function returnChange(before: Signature, after: Signature, pair: SignaturePair): readonly ExportChange[] {
  const difference = typeDifference(before.returns, after.returns);
  if (difference === 'same') return [];
  const [rule, breaks] = RETURN_TYPES[difference];
  const message = `${pair.element} gave ${before.returns!.written} and gives ${after.returns!.written}.`;
  const level = breaks.length === 0 ? 'safe' : 'source';
  return [{ ...told(pair), rule, level, breaks, before: before.at, after: after.at, message }];
}

const RETURN_TYPES: typeof PARAMETER_TYPES = {
  wider: ['return-type-widened', ['callers']],
  narrower: ['return-type-narrowed', []],
  other: ['return-type-changed', ['callers']],
};
