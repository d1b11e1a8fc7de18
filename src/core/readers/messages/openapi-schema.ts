import { contract, type Contract } from '../../contract/openapi/contract.ts';
import { isJson } from '../../contract/openapi/media-types.ts';
import { pathItems, type Operation } from '../../contract/openapi/operation.ts';
import { field, fields, type Place } from '../../contract/openapi/place.ts';
import { reader } from '../../contract/openapi/reader.ts';
import { keywordOf, type Schema, type Site, typesOf } from '../../contract/openapi/schema.ts';
import { textOf } from '../../contract/openapi/value.ts';
import type { Files } from '../../manifests/files.ts';
import type { FilePath } from '../../model/source.ts';
import type { ContractSchema, FieldShape, MessageShape, RpcShape } from './schema.ts';

/**
 * The messages of OpenAPI documents: what bodies hold, by the names of their schemas; a body that has none goes by its operation
 * (`POST /orders request`). Total: what cannot be read is not there.
 */
export function httpSchemaOf(documents: readonly FilePath[], files: Files): ContractSchema {
  const messages = new Map<string, MessageShape>();
  const rpcs: RpcShape[] = [];
  const reading = reader(files, 'after');
  for (const path of documents) {
    const root = reading.root(path);
    if (!root) continue;
    const version = contract(root, reading);
    for (const item of pathItems(version, 'paths'))
      for (const operation of item.operations) rpcs.push(rpcOf(operation, item.path, { version, messages }));
  }
  return { messages, enums: new Map(), rpcs };
}

interface Reading {
  readonly version: Contract;
  readonly messages: Map<string, MessageShape>;
}

function rpcOf(operation: Operation, path: string, reading: Reading): RpcShape {
  const { version } = reading;
  const id = textOf(field(operation.place, 'operationId')?.node);
  const request = field(operation.place, 'requestBody');
  const responses = fields(field(operation.place, 'responses'));
  const good = responses.find(({ key }) => key.startsWith('2')) ?? responses.find(({ key }) => key === 'default');
  return {
    service: '',
    name: operation.name,
    request: bodyOf(request && version.reader.follow(request), `${operation.name} request`, reading),
    response: bodyOf(good && version.reader.follow(good), `${operation.name} response`, reading),
    http: { method: operation.method.toUpperCase(), path, ...(id !== '' && { operation: id }) },
  };
}

function bodyOf(place: Place | undefined, name: string, reading: Reading): string {
  const contents = fields(field(place, 'content'));
  const json = contents.find(({ key }) => isJson(key)) ?? contents[0];
  return typeOf(reading.version.schemas.of(field(json, 'schema')), { name, reading, depth: 0 });
}

interface Within {
  /** What a schema without a name of its own goes by. */
  readonly name: string;
  readonly reading: Reading;
  readonly depth: number;
}

const DEEPEST = 12;

/** The message that a schema is, of a list what it lists; else a scalar. */
function typeOf(site: Site | undefined, within: Within): string {
  if (!site || within.depth > DEEPEST) return 'unknown';
  const { messages, version } = within.reading;
  const own = site.reference.slice(site.reference.lastIndexOf('/') + 1);
  const name = own === '' ? within.name : own;
  const items = version.schemas.of(site.schema.keywords.get('items'));
  if (items) return typeOf(items, { ...within, name, depth: within.depth + 1 });
  if (messages.has(name)) return name;
  if (!isObject(site.schema)) return mapped(site.schema, within) ?? typesOf(site.schema)[0] ?? 'unknown';
  const message = { name, fields: [] as FieldShape[], origins: [] };
  messages.set(name, message);
  message.fields.push(...fieldsOf(site.schema, { ...within, name, depth: within.depth + 1 }));
  return name;
}

const PARTS = ['allOf', 'oneOf', 'anyOf'] as const;

const isObject = (schema: Schema): boolean => schema.keywords.has('properties') || PARTS.some(part => schema.keywords.has(part));

/** Values by keys that nobody knows. */
function mapped(schema: Schema, within: Within): string | undefined {
  const values = within.reading.version.schemas.of(schema.keywords.get('additionalProperties'));
  return values && typeOf(values, { ...within, name: `${within.name}.*`, depth: within.depth + 1 });
}

function fieldsOf(schema: Schema, within: Within): readonly FieldShape[] {
  const { version } = within.reading;
  const found = fields(schema.keywords.get('properties')).map((property): FieldShape => {
    const site = version.schemas.of(property);
    const repeated = site !== undefined && textOf(keywordOf(site.schema, 'type')) === 'array';
    return { name: property.key, json: property.key, type: typeOf(site, { ...within, name: `${within.name}.${property.key}` }), repeated };
  });
  if (within.depth > DEEPEST) return found;
  const inner = PARTS.flatMap(part => version.schemas.list(schema.keywords.get(part))).flatMap(site =>
    fieldsOf(site.schema, { ...within, depth: within.depth + 1 }),
  );
  return [...found, ...inner.filter(({ name }) => !found.some(field => field.name === name))];
}
