import type { EnumElement } from './elements.ts';
import { type Finding, places } from './finding.ts';
import { missingFrom } from './ranges.ts';
import type { Rule } from './rules.ts';
import type { EnumSyntax } from './syntax.ts';

/** What is wrong with two versions of an enum. */
export function* enumFindings(before: EnumElement, after: EnumElement): Generator<Finding> {
  const { fullName } = before;
  const both = places(before, after);
  const found = (rule: Rule, message: string): Finding => ({ rule, element: fullName, ...both, message });
  const [was, is] = [before.features, after.features];
  if (was.enum_type !== is.enum_type)
    yield found('ENUM_SAME_TYPE', `${fullName} changed from ${was.enum_type.toLowerCase()} to ${is.enum_type.toLowerCase()}.`);
  if (was.json_format === 'ALLOW' && is.json_format !== 'ALLOW')
    yield found('ENUM_SAME_JSON_FORMAT', `${fullName} no longer promises a JSON format.`);
  for (const range of missingFrom(before.syntax.reservedRanges, after.syntax.reservedRanges))
    yield found('RESERVED_ENUM_NO_DELETE', `${fullName} no longer reserves ${range}.`);
  for (const name of new Set(before.syntax.reservedNames))
    if (!after.syntax.reservedNames.includes(name))
      yield found('RESERVED_ENUM_NO_DELETE', `${fullName} no longer reserves the name "${name}".`);
  yield* valueFindings(before, after);
}

type Value = EnumSyntax['values'][number];

/** Values are matched by number; several names of one number are aliases. */
function* valueFindings(before: EnumElement, after: EnumElement): Generator<Finding> {
  const now = Map.groupBy(after.syntax.values, ({ number }) => number);
  for (const [number, values] of Map.groupBy(before.syntax.values, ({ number }) => number)) {
    const left = now.get(number);
    if (!left) yield* removedValue(values, before, after);
    else if (!values.every(({ name }) => left.some(value => value.name === name))) yield renamedValue(values, left, [before, after]);
  }
}

const names = (values: readonly Value[]): string => values.map(({ name }) => name).join(', ');

function* removedValue(values: readonly Value[], before: EnumElement, after: EnumElement): Generator<Finding> {
  const value = values[0]!;
  const { reservedRanges, reservedNames } = after.syntax;
  const at = { element: `${before.fullName}.${value.name}`, ...places({ file: before.file, syntax: value }, after) };
  const removed = `Value ${value.number} (${names(values)}) of ${before.fullName} was removed`;
  yield { rule: 'ENUM_VALUE_NO_DELETE', ...at, message: `${removed}.` };
  if (!reservedRanges.some(({ from, to }) => from <= value.number && value.number <= to))
    yield { rule: 'ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED', ...at, message: `${removed}, and its number is not reserved.` };
  if (!values.every(({ name }) => reservedNames.includes(name)))
    yield { rule: 'ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED', ...at, message: `${removed}, and its name is not reserved.` };
}

function renamedValue(was: readonly Value[], is: readonly Value[], [before, after]: readonly [EnumElement, EnumElement]): Finding {
  return {
    rule: 'ENUM_VALUE_SAME_NAME',
    element: `${before.fullName}.${was[0]!.name}`,
    ...places({ file: before.file, syntax: was[0]! }, { file: after.file, syntax: is[0]! }),
    message: `Value ${was[0]!.number} of ${before.fullName} was called ${names(was)}, and is now called ${names(is)}.`,
  };
}
