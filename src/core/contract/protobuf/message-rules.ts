import type { MessageElement } from './elements.ts';
import { told } from './field-rules.ts';
import type { Field } from './fields.ts';
import { type Finding, places } from './finding.ts';
import { missingFrom } from './ranges.ts';
import type { Rule } from './rules.ts';
import { optionOf } from './syntax.ts';

/** A message with its fields looked up. */
export interface Message {
  readonly element: MessageElement;
  readonly fields: readonly Field[];
}

/** What is wrong with two versions of a message; its fields are compared one by one elsewhere. */
export function* messageFindings(before: Message, after: Message): Generator<Finding> {
  const { fullName, syntax } = before.element;
  const both = places(before.element, after.element);
  const found = (rule: Rule, message: string): Finding => ({ rule, element: fullName, ...both, message });
  yield* removedFields(before, after);
  yield* requiredFields(before, after);
  for (const range of missingFrom(syntax.reservedRanges, after.element.syntax.reservedRanges))
    yield found('RESERVED_MESSAGE_NO_DELETE', `${fullName} no longer reserves ${range}.`);
  for (const name of new Set(syntax.reservedNames))
    if (!after.element.syntax.reservedNames.includes(name))
      yield found('RESERVED_MESSAGE_NO_DELETE', `${fullName} no longer reserves the name "${name}".`);
  for (const range of missingFrom(syntax.extensionRanges, after.element.syntax.extensionRanges))
    yield found('EXTENSION_MESSAGE_NO_DELETE', `${fullName} no longer leaves ${range} to extensions.`);
  const oneofs = oneofNames(after.element);
  for (const { name } of syntax.oneofs)
    if (!oneofs.has(name)) yield found('ONEOF_NO_DELETE', `The oneof ${name} of ${fullName} was removed.`);
  if (!hidesAccessor(before) && hidesAccessor(after))
    yield found('MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR', `${fullName} now sets no_standard_descriptor_accessor.`);
  if (before.element.features.json_format === 'ALLOW' && after.element.features.json_format !== 'ALLOW')
    yield found('MESSAGE_SAME_JSON_FORMAT', `${fullName} no longer promises a JSON format.`);
}

/** An `optional` of proto3 is in a oneof of its own, called after it. */
const oneofNames = ({ file, syntax }: MessageElement): ReadonlySet<string> => {
  const lone = file.syntax.syntax === 'proto3' ? syntax.fields.filter(({ label }) => label === 'optional') : [];
  return new Set([...syntax.oneofs.map(({ name }) => name), ...lone.map(({ name }) => `_${name}`)]);
};

const hidesAccessor = ({ element }: Message): boolean =>
  optionOf(element.syntax.options, 'no_standard_descriptor_accessor')?.text === 'true';

function* removedFields(before: Message, after: Message): Generator<Finding> {
  const numbers = new Set(after.fields.map(({ number }) => number));
  const { reservedRanges, reservedNames } = after.element.syntax;
  for (const field of before.fields) {
    if (numbers.has(field.number)) continue;
    const at = { element: field.fullName, ...places(field, after.element) };
    yield { rule: 'FIELD_NO_DELETE', ...at, message: `${told(field)} was removed.` };
    if (!reservedRanges.some(({ from, to }) => from <= field.number && field.number <= to))
      yield {
        rule: 'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED',
        ...at,
        message: `${told(field)} was removed, and its number is not reserved.`,
      };
    if (!reservedNames.includes(field.name))
      yield { rule: 'FIELD_NO_DELETE_UNLESS_NAME_RESERVED', ...at, message: `${told(field)} was removed, and its name is not reserved.` };
  }
}

/** A message without a required field is refused, so who requires it and who does not know it cannot talk. */
function* requiredFields(before: Message, after: Message): Generator<Finding> {
  const rule = 'MESSAGE_SAME_REQUIRED_FIELDS';
  const [was, is] = [required(before), required(after)];
  for (const field of was.values())
    if (!is.has(field.number))
      yield {
        rule,
        element: field.fullName,
        ...places(field, after.element),
        message: `${told(field)} is no longer required, and who still requires it refuses messages without it.`,
      };
  for (const field of is.values())
    if (!was.has(field.number)) {
      const { after: place } = places(after.element, field);
      yield {
        rule,
        element: field.fullName,
        ...(place && { after: place }),
        message: `${told(field)} is required now, and messages of who does not send it are refused.`,
      };
    }
}

/** By label alone: the LEGACY_REQUIRED of editions counts as a change of it. */
const required = ({ fields }: Message): ReadonlyMap<number, Field> =>
  new Map(fields.filter(({ syntax }) => syntax.label === 'required').map(field => [field.number, field]));
