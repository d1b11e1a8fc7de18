import type { Service } from '../link/services.ts';
import type { FilePath } from '../model/source.ts';
import { fieldUses } from '../readers/messages/field-uses.ts';
import { httpSchemaOf } from '../readers/messages/openapi-schema.ts';
import type { ContractSchema, FieldQuestion } from '../readers/messages/schema.ts';
import type { Use } from '../readers/use.ts';
import type { Operation } from './operation-callers.ts';
import { filesFor } from './service-files.ts';
import type { Sides } from './side.ts';

/** A key of a body: `total`, `items.sku`. */
export interface BodyKey extends Operation {
  readonly side: 'request' | 'response';
  readonly key: string;
}

/** Where a service's types that mirror a schema, and its calls of generated clients, read or set a key of a body of a contract's file. */
export type BodyUses = (body: BodyKey, file: FilePath, service: Service) => readonly Use[];

/** Reads each contract once, and looks for a property of a schema once in each service, in however many bodies it stands. */
export function bodyUses({ before, after }: Sides): BodyUses {
  const schemas = new Map<FilePath, ContractSchema>();
  const known = new Map<string, readonly Use[]>();

  const schemaOf = (file: FilePath): ContractSchema => {
    const schema = schemas.get(file) ?? httpSchemaOf([file], { read: before.texts.read, under: () => [] });
    schemas.set(file, schema);
    return schema;
  };

  return (body, file, service) => {
    const question = questionOf(body, schemaOf(file));
    if (!question) return [];
    const key = JSON.stringify([file, question.message, question.field, body.side, service.id]);
    const uses = known.get(key) ?? fieldUses(question, filesFor(service, after), after.texts).uses;
    known.set(key, uses);
    return uses.filter(({ how, confidence }) => how === (body.side === 'request' ? 'sets' : 'reads') && confidence !== 'possible');
  };
}

/** Steps on the way to a key that are no keys. */
const KEYWORD = /^(?:items|additionalProperties|(?:allOf|oneOf|anyOf|prefixItems)\[.*\])$/;

/** The field of the message that a key leads to. */
function questionOf({ method, path, side, key }: BodyKey, schema: ContractSchema): FieldQuestion | undefined {
  let message = schema.rpcs.find(({ http }) => http?.method === method && http.path === path)?.[side] ?? '';
  const steps = key.split('.').filter(step => !KEYWORD.test(step));
  for (const [index, step] of steps.entries()) {
    const field = schema.messages.get(message)?.fields.find(({ name }) => name === step);
    if (!field) return undefined;
    if (index === steps.length - 1) return { schema, message, field: step };
    message = field.type;
  }
  return undefined;
}
