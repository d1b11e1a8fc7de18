import { contract, type Contract } from '../../contract/openapi/contract.ts';
import { pathItems, type PathItem } from '../../contract/openapi/operation.ts';
import { elements, field, fieldAt } from '../../contract/openapi/place.ts';
import { reader } from '../../contract/openapi/reader.ts';
import { textOf } from '../../contract/openapi/value.ts';
import type { Files } from '../../manifests/files.ts';
import type { FilePath } from '../../model/source.ts';
import { misfits, type Misfit } from './fits.ts';
import { readOperation, type HttpOperation, type OperationName } from './http-operation.ts';
import { jsonSchemas, type JsonSchema, type JsonSchemas } from './json-schemas.ts';

/** A contract as texts: a document of OpenAPI, or a .proto file, and what it refers to. */
export interface ContractTexts {
  readonly kind: 'openapi' | 'protobuf';
  readonly path: FilePath;
  readonly files: Files;
}

/** An OpenAPI document (2.0, 3.0, 3.1) as far as requests and answers go. An operation is read when it is asked for. */
export interface OpenApi {
  /** What stands before every path: `/api/v1`, or nothing. */
  readonly base: string;
  readonly operations: readonly OperationName[];
  /** By its id, `POST /orders`; what path parameters are called does not count. */
  readonly operation: (id: string) => HttpOperation | undefined;
  readonly sent: Schemas;
  readonly answered: Schemas;
  /** One sentence each on what could not be read. */
  readonly problems: () => readonly string[];
}

export interface Schemas {
  readonly schemas: JsonSchemas;
  readonly misfit: (schema: JsonSchema) => Misfit;
}

/** Undefined where there is no such document. Total: what cannot be read is a problem, and the rest counts. */
export function openApi({ path, files }: ContractTexts): OpenApi | undefined {
  const read = reader(files, 'after');
  const root = read.root(path);
  if (root?.node.kind !== 'mapping') return undefined;
  const whole = contract(root, read);
  const items = pathItems(whole, 'paths');
  const [sent, answered] = [schemasOf(whole, 'request'), schemasOf(whole, 'response')];
  const known = new Map<string, HttpOperation>();
  const places = new Map(items.flatMap(item => item.operations.map(operation => [shapeOf(operation.name), { item, operation }] as const)));

  const operation = (id: string): HttpOperation | undefined => {
    const shape = shapeOf(id);
    const place = places.get(shape);
    const found =
      known.get(shape) ?? (place && readOperation({ ...place, contract: whole, sent: sent.schemas, answered: answered.schemas }));
    if (found) known.set(shape, found);
    return found;
  };

  return {
    base: baseOf(whole),
    operations: items.flatMap(namesOf),
    operation,
    sent,
    answered,
    problems: () => read.problems.map(({ message }) => message),
  };
}

function schemasOf(whole: Contract, direction: JsonSchemas['direction']): Schemas {
  const schemas = jsonSchemas(whole, direction);
  return { schemas, misfit: misfits(schemas) };
}

const namesOf = ({ path, operations }: PathItem): readonly OperationName[] =>
  operations.map(({ name, method }) => ({ id: name, method: method.toUpperCase(), path }));

/** `POST /orders/{}`: as in an impact's element, which may end in ` of orders-service`. */
function shapeOf(id: string): string {
  const [method = '', path = ''] = id.trim().split(/\s+/);
  return `${method.toUpperCase()} ${path.replaceAll(/\{[^{}]*\}/g, '{}')}`;
}

/** The path of the first server, whatever host it names. */
function baseOf({ root }: Contract): string {
  const [server] = elements(field(root, 'servers'));
  const variables = field(server, 'variables');
  const url = textOf(field(server, 'url')?.node).replaceAll(/\{([^{}]*)\}/g, (_, name: string) =>
    textOf(fieldAt(variables, name, 'default')?.node),
  );
  const path = url === '' ? textOf(field(root, 'basePath')?.node) : url.replace(/^[a-z][a-z+.-]*:\/\/[^/]*|^\/\/[^/]*/i, '');
  return path
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/^(?=[^/])/, '/');
}
