import { named, type Field } from '../openapi/place.ts';
import { tellSchema, type SchemaUse } from '../openapi/schema-findings.ts';
import type { Versions } from '../openapi/schema-pair.ts';
import { STRICT_CHECKS } from '../openapi/strict-checks.ts';
import { quote, same } from '../openapi/value.ts';
import type { Comparison, ToldHere } from './comparison.ts';
import { contentTypeOf, headersOf, isJsonSchemaLanguage, type Message, type Operation, payloadOf } from './operation.ts';

/** One message of one operation in both versions. */
export function tellMessage(messages: Versions<Message>, operation: Operation, comparison: Comparison): void {
  const element = `${operation.name} ${messages.before.name}`;
  const subject = `${quote(messages.before.name)} (${operation.name})`;
  const { before, after } = comparison.versions;
  const say = (told: Pick<ToldHere, 'rule' | 'says'> & Partial<ToldHere>): void =>
    comparison.tellHere({ element, before: messages.before.at, after: messages.after.at, ...told });
  const [was, is] = [contentTypeOf(messages.before, before.root), contentTypeOf(messages.after, after.root)];
  if (was.text !== is.text)
    say({
      rule: 'message-content-type-changed',
      says: `${subject} is written as ${quote(is.text || 'anything')} instead of ${quote(was.text || 'anything')}`,
      before: was.at,
      after: is.at,
    });
  tellPayload(messages, { operation, element, subject }, { comparison, say });
  const headers = { before: headersOf(messages.before, before.reader), after: headersOf(messages.after, after.reader) };
  tellSchema(headers, { ...use(operation), element: `${element}.headers`, subject: `the headers of ${subject}` }, comparison);
}

interface About {
  readonly operation: Operation;
  readonly element: string;
  readonly subject: string;
}

interface Telling {
  readonly comparison: Comparison;
  readonly say: (told: Pick<ToldHere, 'rule' | 'says'> & Partial<ToldHere>) => void;
}

function tellPayload(messages: Versions<Message>, { operation, element, subject }: About, { comparison, say }: Telling): void {
  const [was, is] = [payloadOf(messages.before), payloadOf(messages.after)];
  const kind = operation.action === 'send' ? 'sent' : 'received';
  if (!was.schema && is.schema)
    say({ rule: `${kind}-message-payload-added`, says: `${subject} now has a payload`, after: named(is.schema) });
  if (was.schema && !is.schema)
    say({ rule: `${kind}-message-payload-removed`, says: `${subject} no longer has a payload`, before: named(was.schema) });
  if (!was.schema || !is.schema) return;
  const places = { before: named(was.schema), after: named(is.schema) };
  if (isJsonSchemaLanguage(was.language) && isJsonSchemaLanguage(is.language))
    tellSchema(
      { before: was.schema, after: is.schema },
      { ...use(operation), element: `${element}.payload`, subject: `the payload of ${subject}` },
      comparison,
    );
  else if (was.language !== is.language)
    say({
      rule: 'message-schema-format-changed',
      says: `the schema of ${subject} is written in another language, so it was not compared`,
      ...places,
    });
  else if (!same(followed(was.schema, comparison, 'before'), followed(is.schema, comparison, 'after')))
    say({
      rule: 'message-schema-changed',
      says: `the schema of ${subject} changed, and ${quote(is.language)} is not compared any closer`,
      ...places,
    });
}

const followed = (schema: Field, { versions }: Comparison, side: 'before' | 'after'): Field['node'] =>
  versions[side].reader.follow(schema).node;

const use = ({ action }: Operation): Pick<SchemaUse, 'part' | 'isJson' | 'hasDefaults' | 'isStabilityKnown' | 'moreChecks'> => ({
  part: action === 'send' ? 'response-body' : 'request-body',
  isJson: true,
  hasDefaults: true,
  isStabilityKnown: true,
  moreChecks: STRICT_CHECKS,
});
