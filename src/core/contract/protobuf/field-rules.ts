import { changedDefault } from './defaults.ts';
import type { Field } from './fields.ts';
import { type Finding, places } from './finding.ts';
import type { Rule } from './rules.ts';
import { stringFindings } from './string-rules.ts';
import { optionOf } from './syntax.ts';
import { typeFindings } from './type-rules.ts';

/** What is wrong with two versions of a field, matched by its number. */
export function* fieldFindings(before: Field, after: Field): Generator<Finding> {
  const found = (rule: Rule, what: string): Finding => ({
    rule,
    element: before.fullName,
    ...places(before, after),
    message: `${told(before)} ${what}`,
  });
  if (before.name !== after.name) yield found('FIELD_SAME_NAME', `is now called ${after.name}.`);
  if (before.syntax.extendee === undefined) {
    yield* jsonNameFindings(before, after, found);
    yield* oneofFindings(before.syntax.oneof, after.syntax.oneof, found);
  }
  yield* cardinalityFindings(before, after, found);
  yield* typeFindings(before, after, found);
  yield* stringFindings(before, after, found);
  if (is64Bit(before) && is64Bit(after) && jsType(before) !== jsType(after))
    yield found('FIELD_SAME_JSTYPE', `changed its jstype from ${jsType(before)} to ${jsType(after)}.`);
  const changed = changedDefault(before, after);
  if (changed) yield found('FIELD_SAME_DEFAULT', `changed its default value from ${changed.before} to ${changed.after}.`);
}

export type Found = (rule: Rule, what: string) => Finding;

/** `Field 3 (total) of shop.Order`. */
export const told = ({ name, number, owner, syntax }: Field): string =>
  `${syntax.extendee === undefined ? 'Field' : 'Extension'} ${number} (${name}) of ${owner}`;

function* jsonNameFindings(before: Field, after: Field, found: Found): Generator<Finding> {
  if (before.name === after.name && before.syntax.options.length === 0 && after.syntax.options.length === 0) return;
  const [was, is] = [jsonName(before), jsonName(after)];
  if (was !== is) yield found('FIELD_SAME_JSON_NAME', `changed its name in JSON from "${was}" to "${is}".`);
}

const jsonName = ({ name, syntax }: Field): string =>
  optionOf(syntax.options, 'json_name')?.text ?? name.replace(/_+([^_]?)/g, (_, letter: string) => letter.toUpperCase());

function* oneofFindings(before: string | undefined, after: string | undefined, found: Found): Generator<Finding> {
  if (before === after) return;
  if (before === undefined) yield found('FIELD_SAME_ONEOF', `moved into the oneof ${after}.`);
  else if (after === undefined) yield found('FIELD_SAME_ONEOF', `moved out of the oneof ${before}.`);
  else yield found('FIELD_SAME_ONEOF', `moved from the oneof ${before} to the oneof ${after}.`);
}

function* cardinalityFindings(before: Field, after: Field, found: Found): Generator<Finding> {
  const [was, is] = [before.cardinality, after.cardinality];
  // Whether keys and values of a map have presence differs by syntax, and is never seen.
  if (was === is || (before.inEntry && after.inEntry)) return;
  const what = `changed from ${was} to ${is}.`;
  yield found('FIELD_SAME_CARDINALITY', what);
  if (JSON_GROUP[was] !== JSON_GROUP[is]) yield found('FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY', what);
  if (WIRE_GROUP[was] !== WIRE_GROUP[is]) yield found('FIELD_WIRE_COMPATIBLE_CARDINALITY', what);
}

const JSON_GROUP: Readonly<Record<Field['cardinality'], string>> = {
  'optional with explicit presence': 'one',
  'optional with implicit presence': 'one',
  required: 'required',
  repeated: 'list',
  map: 'object',
};

/** On the wire a map is a list of its entries. */
const WIRE_GROUP: typeof JSON_GROUP = { ...JSON_GROUP, map: 'list' };

const is64Bit = ({ kind }: Field): boolean => kind.endsWith('64');
const jsType = ({ syntax }: Field): string => optionOf(syntax.options, 'jstype')?.text ?? 'JS_NORMAL';
