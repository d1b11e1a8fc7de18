import { tellRequestBody, tellResponses } from './body-checks.ts';
import type { Comparison, Told } from './contract.ts';
import { dayOf, isInDevelopment, isLessStable, STABILITY, SUNSET } from './deprecation.ts';
import { textsChanged } from './keyword.ts';
import type { Operation } from './operation.ts';
import { tellParameters, type OperationPair } from './parameter-checks.ts';
import { field, keyPlaces, type Field } from './place.ts';
import { tellRequirements } from './security-checks.ts';
import { quote, same, textOf } from './value.ts';

/** Everything that changed in an operation that both versions have. */
export function tellOperation(operations: OperationPair, comparison: Comparison): void {
  const { before, after } = operations;
  if (before.stability === 'unknown' || after.stability === 'unknown') return tellWithUnknownStability(operations, comparison);
  if (isLessStable(before.stability, after.stability)) tellLessStable(operations, comparison);
  else if (isInDevelopment(after.stability)) return;
  tellParts(operations, comparison);
}

function tellParts(operations: OperationPair, comparison: Comparison): void {
  const { before, after } = operations;
  tellNames(operations, comparison);
  tellDeprecation(operations, comparison);
  tellSunset(operations, comparison);
  tellRequirements(
    { before: field(before.place, 'security'), after: field(after.place, 'security') },
    { prefix: 'api-security', element: before.name, subject: before.name, before: before.at, after: after.at },
    comparison,
  );
  tellParameters(operations, comparison);
  tellRequestBody(operations, comparison);
  tellResponses(operations, comparison);
}

type Say = (rule: string, predicate: string, key: string) => void;

const saying =
  (operations: OperationPair, { tell }: Comparison): Say =>
  (rule, predicate, key) =>
    tell({ rule, element: operations.before.name, says: `${operations.before.name} ${predicate}`, ...keyPlaces(key, operations) });

/** Of an operation that nobody changed, that is not told. */
function tellWithUnknownStability(operations: OperationPair, comparison: Comparison): void {
  const { before, after } = operations;
  let isChanged = !same(before.place.node, after.place.node);
  const tell: Comparison['tell'] = change => {
    isChanged = true;
    comparison.tell(change);
  };
  tellParts(operations, { ...comparison, tell });
  if (!isChanged) return;
  const level = textOf(field((before.stability === 'unknown' ? before : after).place, STABILITY)?.node);
  const predicate = `says that it is ${quote(level)}, which is not one of draft, alpha, beta and stable`;
  saying(operations, comparison)('api-invalid-stability-level', predicate, STABILITY);
}

const tellLessStable = (operations: OperationPair, comparison: Comparison): void =>
  saying(operations, comparison)(
    'api-stability-decreased',
    `is ${operations.after.stability ?? 'of unknown stability'} now, and was ${operations.before.stability}`,
    STABILITY,
  );

function tellNames(operations: OperationPair, comparison: Comparison): void {
  const say = saying(operations, comparison);
  const [from, to] = [operations.before, operations.after].map(({ place }) => textOf(field(place, 'operationId')?.node));
  if (from !== to)
    say(
      from ? 'api-operation-id-removed' : 'api-operation-id-added',
      to ? `is called ${quote(to)} now${from ? ` instead of ${quote(from)}` : ''}` : `is no longer called ${quote(from!)}`,
      'operationId',
    );
  const { added, removed } = textsChanged(field(operations.before.place, 'tags')?.node, field(operations.after.place, 'tags')?.node);
  for (const tag of removed) say('api-tag-removed', `no longer has the tag ${quote(tag)}`, 'tags');
  for (const tag of added) say('api-tag-added', `has the tag ${quote(tag)} now`, 'tags');
}

function tellDeprecation(operations: OperationPair, comparison: Comparison): void {
  const { before, after } = operations;
  const say = saying(operations, comparison);
  if (before.isDeprecated === after.isDeprecated) return;
  if (!after.isDeprecated) return say('endpoint-reactivated', 'is no longer deprecated', 'deprecated');
  if (after.stability === 'unknown') return;
  const sunset = field(after.place, SUNSET);
  const day = dayOf(sunset);
  if (!sunset) say('endpoint-deprecated', 'is deprecated now', 'deprecated');
  else if (!day) say('api-deprecated-sunset-parse', `is deprecated until ${quote(textOf(sunset.node))}, which is no date`, SUNSET);
  else if (day < comparison.today) say('api-sunset-date-too-small', `is deprecated until ${day}, which is over`, SUNSET);
  else say('endpoint-deprecated-with-sunset', `is deprecated until ${day}`, SUNSET);
}

function tellSunset(operations: OperationPair, comparison: Comparison): void {
  const { before, after } = operations;
  const [from, to] = [field(before.place, SUNSET), field(after.place, SUNSET)];
  if (!after.isDeprecated || !from || (to && same(from.node, to.node))) return;
  const say = saying(operations, comparison);
  if (!to) return say('sunset-deleted', 'is still deprecated, and no longer says until when', SUNSET);
  const [first, second] = [dayOf(from), dayOf(to)];
  if (!first || !second) return say('api-path-sunset-parse', 'has a sunset that is no date', SUNSET);
  if (after.stability !== 'unknown' && second < first && second < comparison.today)
    say('api-sunset-date-changed-too-small', `ends on ${second}, earlier than announced and over already`, SUNSET);
}

interface Gone {
  readonly operation: Operation;
  /** Its whole path is gone as well. */
  readonly withPath: boolean;
  readonly after?: Told['after'];
}

/** What was announced in time breaks nobody. */
export function tellRemoval({ operation, withPath, after }: Gone, { tell, today }: Comparison): void {
  const say = (rule: string, how: string): void =>
    tell({ rule, element: operation.name, says: `${operation.name} is gone${how}`, before: operation.at, after });
  const prefix = withPath ? 'api-path-removed' : 'api-removed';
  if (!operation.isDeprecated) return say(`${prefix}-without-deprecation`, ', and was never deprecated');
  const sunset: Field | undefined = field(operation.place, SUNSET);
  if (!sunset) return say(`${prefix}-with-deprecation`, ', as its deprecation announced');
  const day = dayOf(sunset);
  if (!day) return say('api-path-sunset-parse', `, and its sunset ${quote(textOf(sunset.node))} is no date`);
  if (today < day) say(`${prefix}-before-sunset`, ` before its sunset on ${day}`);
}
