import type { Comparison } from './contract.ts';
import { contains, isJson, mediaTypes, sameParameters, type MediaTypes } from './media-types.ts';
import type { OperationPair } from './parameter-checks.ts';
import { field, fields, named, ownFields, type Field, type Place } from './place.ts';
import { tellSchema } from './schema-findings.ts';
import type { Versions } from './schema-pair.ts';
import { isTrue, quote } from './value.ts';

export function tellRequestBody(operations: OperationPair, comparison: Comparison): void {
  const { versions, tell } = comparison;
  const [from, to] = [field(operations.before.place, 'requestBody'), field(operations.after.place, 'requestBody')];
  const element = `${operations.before.name} request.body`;
  const subject = `the request body of ${operations.before.name}`;
  const say = (rule: string, predicate: string): void =>
    tell({
      rule: `request-body-${rule}`,
      element,
      says: `${subject} ${predicate}`,
      before: from ? named(from) : operations.before.at,
      after: to ? named(to) : operations.after.at,
    });
  const before = from && versions.before.reader.follow(from);
  const after = to && versions.after.reader.follow(to);
  if (before && !after) say('removed', 'is gone');
  if (!before && after)
    say(isNeeded(after) ? 'added-required' : 'added-optional', isNeeded(after) ? 'is new and required' : 'is new and optional');
  if (!before || !after) return;
  if (isNeeded(before) !== isNeeded(after))
    say(isNeeded(after) ? 'became-required' : 'became-optional', isNeeded(after) ? 'is now required' : 'is no longer required');
  const types = mediaTypes(field(before, 'content'), field(after, 'content'));
  tellMediaTypes(types, { rule: 'request-body-media-type', element, subject, fallback: { before: from, after: to } }, comparison);
  for (const pair of types.both)
    tellBody(
      pair,
      { part: 'request-body', element, subject: types.both.length > 1 ? `${subject} (${pair.before.key})` : subject, operations },
      comparison,
    );
}

interface Body {
  readonly part: 'request-body' | 'response-body';
  readonly element: string;
  readonly subject: string;
  readonly operations: OperationPair;
}

/** What changed in the schema of one media type. */
function tellBody({ before, after }: Versions<Field>, { operations, ...body }: Body, comparison: Comparison): void {
  tellSchema(
    { before: field(before, 'schema'), after: field(after, 'schema') },
    { ...body, isJson: isJson(after.key), hasDefaults: true, isStabilityKnown: operations.after.stability !== 'unknown' },
    comparison,
  );
}

const isNeeded = (body: Place): boolean => isTrue(field(body, 'required')?.node);

interface Content {
  readonly rule: string;
  readonly element: string;
  readonly subject: string;
  readonly fallback: Versions<Field>;
}

function tellMediaTypes({ added, removed }: MediaTypes, { rule, element, subject, fallback }: Content, { tell }: Comparison): void {
  for (const type of removed)
    tell({
      rule: `${rule}-removed`,
      element,
      says: `${subject} can no longer be ${quote(type.key)}`,
      before: named(type),
      after: named(fallback.after),
    });
  for (const type of added)
    tell({
      rule: `${rule}-added`,
      element,
      says: `${subject} can now be ${quote(type.key)}`,
      before: named(fallback.before),
      after: named(type),
    });
}

export function tellResponses(operations: OperationPair, comparison: Comparison): void {
  const { versions, tell } = comparison;
  const [from, to] = [ownFields(field(operations.before.place, 'responses')), ownFields(field(operations.after.place, 'responses'))];
  const element = (code: string): string => `${operations.before.name} response.${code}`;
  for (const response of from) {
    const other = to.find(({ key }) => key === response.key);
    if (other) {
      const places = { before: followed(response, versions.before.reader.follow), after: followed(other, versions.after.reader.follow) };
      tellResponse(places, { operations, status: response.key, element: element(response.key) }, comparison);
    } else if (isStatus(response.key))
      tell({
        rule: `response-${kindOf(response.key)}-removed`,
        element: element(response.key),
        says: `${operations.before.name} no longer answers with ${response.key}`,
        before: named(response),
        after: operations.after.at,
      });
  }
  for (const response of to)
    if (isStatus(response.key) && !from.some(({ key }) => key === response.key))
      tell({
        rule: `response-${kindOf(response.key)}-added`,
        element: element(response.key),
        says: `${operations.before.name} may now answer with ${response.key}`,
        before: operations.before.at,
        after: named(response),
      });
}

const followed = (response: Field, follow: (place: Place) => Place): Field => ({ ...response, ...follow(response) });

const isStatus = (code: string): boolean => /^[-+]?\d+$/.test(code);
const kindOf = (code: string): string => (Number(code) >= 200 && Number(code) <= 299 ? 'success-status' : 'non-success-status');

interface Answer {
  readonly operations: OperationPair;
  readonly status: string;
  readonly element: string;
}

function tellResponse(responses: Versions<Field>, answer: Answer, comparison: Comparison): void {
  const { operations, status } = answer;
  const subject = `the ${status} response of ${operations.before.name}`;
  tellHeaders(responses, { ...answer, subject }, comparison);
  const types = mediaTypes(field(responses.before, 'content'), field(responses.after, 'content'));
  const element = `${answer.element}.body`;
  tellMediaTypes(types, { rule: 'response-media-type', element, subject, fallback: responses }, comparison);
  for (const { before, after } of types.both) {
    if (before.key !== after.key)
      comparison.tell({
        rule: nameRule(before.key, after.key),
        element,
        says: `${subject} is ${quote(after.key)} instead of ${quote(before.key)}`,
        before: named(before),
        after: named(after),
      });
    tellBody(
      { before, after },
      { part: 'response-body', element, subject: types.both.length > 1 ? `${subject} (${before.key})` : subject, operations },
      comparison,
    );
  }
}

function nameRule(before: string, after: string): string {
  if (!sameParameters(before, after)) return 'response-media-type-name-changed';
  return contains(before, after) ? 'response-media-type-name-specialized' : 'response-media-type-name-generalized';
}

function tellHeaders(
  responses: Versions<Field>,
  { element, subject }: Answer & { readonly subject: string },
  { versions, tell }: Comparison,
): void {
  const headers = field(responses.after, 'headers');
  for (const header of fields(field(responses.before, 'headers'))) {
    const before = versions.before.reader.follow(header);
    const other = field(headers, header.key);
    const says = (predicate: string): string => `the header ${quote(header.key)} of ${subject} ${predicate}`;
    const base = { element: `${element}.header.${header.key}`, before: named(header), after: named(other ?? responses.after) };
    const wasSent = isTrue(field(before, 'required')?.node);
    if (!other) tell({ ...base, rule: `${wasSent ? 'required' : 'optional'}-response-header-removed`, says: says('is gone') });
    else if (wasSent && !isTrue(field(versions.after.reader.follow(other), 'required')?.node))
      tell({ ...base, rule: 'response-header-became-optional', says: says('is no longer always sent') });
  }
}
