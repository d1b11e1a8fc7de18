import type { Comparison, Told } from './contract.ts';
import { dayOf, SUNSET } from './deprecation.ts';
import { matchedParameters, type ParameterMatch } from './parameter-matching.ts';
import { parametersOf, type Operation, type Parameter } from './operation.ts';
import { field, keyPlaces, type Field } from './place.ts';
import { tellSchema } from './schema-findings.ts';
import type { Versions } from './schema-pair.ts';
import { quote, same, textOf } from './value.ts';

/** The same operation in both versions. */
export interface OperationPair extends Versions<Operation> {
  readonly renamed?: ReadonlyMap<string, string> | undefined;
}

export function tellParameters(operations: OperationPair, comparison: Comparison): void {
  const { versions, tell } = comparison;
  const lists = {
    before: parametersOf(operations.before.place, versions.before),
    after: parametersOf(operations.after.place, versions.after),
  };
  const { both, added, removed } = matchedParameters(lists, versions, operations.renamed);
  for (const parameter of added) tell(addition(parameter, operations));
  for (const parameter of removed) {
    const told = removal(parameter, { operations, today: comparison.today });
    if (told) tell(told);
  }
  for (const match of both) tellParameter(match, operations, comparison);
}

const elementOf = ({ in: sent, name }: Parameter, { before }: OperationPair): string => `${before.name} parameter.${sent}.${name}`;
const subjectOf = ({ in: sent, name }: Parameter, { before }: OperationPair): string =>
  `the ${sent} parameter ${quote(name)} of ${before.name}`;

function addition(parameter: Parameter, operations: OperationPair): Told {
  const needed = parameter.isRequired ? 'required' : 'optional';
  return {
    rule: parameter.in === 'path' ? 'new-request-path-parameter' : `new-${needed}-request-parameter`,
    element: elementOf(parameter, operations),
    says: `${subjectOf(parameter, operations)} is new and ${needed}`,
    before: operations.before.at,
    after: parameter.at,
  };
}

interface When {
  readonly operations: OperationPair;
  readonly today: string;
}

/** What was announced in time breaks nobody. */
function removal(parameter: Parameter, { operations, today }: When): Told | undefined {
  const told = (rule: string, how: string): Told => ({
    rule: `request-parameter-${rule}`,
    element: elementOf(parameter, operations),
    says: `${subjectOf(parameter, operations)} is gone${how}`,
    before: parameter.at,
    after: operations.after.at,
  });
  if (!parameter.isDeprecated) return told('removed', '');
  const sunset = field(parameter.place, SUNSET);
  if (!sunset) return told('removed-with-deprecation', ', as its deprecation announced');
  const day = dayOf(sunset);
  if (!day) return told('sunset-parse', `, and its sunset ${quote(textOf(sunset.node))} is no date`);
  return today < day ? told('removed-before-sunset', ` before its sunset on ${day}`) : undefined;
}

function tellParameter(match: ParameterMatch, operations: OperationPair, comparison: Comparison): void {
  const { before, after } = match;
  const subject = subjectOf(before, operations);
  const element = elementOf(before, operations);
  const tell = (rule: string, predicate: string, key: string): void =>
    comparison.tell({ rule: `request-parameter-${rule}`, element, says: `${subject} ${predicate}`, ...keyPlaces(key, match) });
  if (before.isRequired !== after.isRequired)
    tell(
      after.isRequired ? 'became-required' : 'became-optional',
      after.isRequired ? 'is now required' : 'is no longer required',
      'required',
    );
  tellDeprecation(match, { tell, isStabilityKnown: operations.after.stability !== 'unknown', today: comparison.today });
  tellSchema(
    match.schemas,
    {
      part: before.in === 'header' ? 'header-parameter' : 'parameter',
      element,
      subject,
      isJson: false,
      hasDefaults: !before.isRequired && !after.isRequired,
      isStabilityKnown: true,
    },
    comparison,
  );
}

interface Telling {
  readonly tell: (rule: string, predicate: string, key: string) => void;
  readonly isStabilityKnown: boolean;
  readonly today: string;
}

function tellDeprecation({ before, after }: ParameterMatch, telling: Telling): void {
  const { tell, isStabilityKnown, today } = telling;
  const [from, to] = [field(before.place, SUNSET), field(after.place, SUNSET)];
  if (after.isDeprecated && from && (!to || !same(from.node, to.node))) tellSunset({ before: from, after: to }, telling);
  if (before.isDeprecated === after.isDeprecated) return;
  if (!after.isDeprecated) return tell('reactivated', 'is no longer deprecated', 'deprecated');
  if (!isStabilityKnown) return;
  const day = dayOf(to);
  if (!to) tell('deprecated', 'is deprecated now', 'deprecated');
  else if (!day) tell('sunset-parse', `is deprecated until ${quote(textOf(to.node))}, which is no date`, SUNSET);
  else if (day < today) tell('sunset-date-too-small', `is deprecated until ${day}, which is over`, SUNSET);
  else tell('deprecated', `is deprecated until ${day}`, 'deprecated');
}

function tellSunset({ before, after }: Versions<Field | undefined>, { tell, isStabilityKnown, today }: Telling): void {
  if (!after) return tell('sunset-deleted', 'is still deprecated, and no longer says until when', SUNSET);
  const [from, to] = [dayOf(before), dayOf(after)];
  if (!from || !to) return tell('sunset-parse', 'has a sunset that is no date', SUNSET);
  if (isStabilityKnown && to < from && to < today)
    tell('sunset-date-changed-too-small', `ends on ${to}, earlier than announced and over already`, SUNSET);
}
