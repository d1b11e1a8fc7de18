import type { Contract } from '../../contract/openapi/contract.ts';
import { parametersOf, type Operation, type Parameter, type PathItem } from '../../contract/openapi/operation.ts';
import { field, fields, ownFields, type Field, type Place } from '../../contract/openapi/place.ts';
import { isTrue, textOf } from '../../contract/openapi/value.ts';
import { jsonOf, type Json } from './json.ts';
import type { JsonSchema, JsonSchemas } from './json-schemas.ts';

export interface OperationName {
  /** `POST /orders/{id}`. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
}

/** One operation of an OpenAPI document, with everything that it refers to looked up. */
export interface HttpOperation extends OperationName {
  readonly parameters: readonly HttpParameter[];
  readonly body?: { readonly required: boolean; readonly contents: readonly Content[] };
  /** By status as written: `200`, `2XX`, `default`. */
  readonly answers: ReadonlyMap<string, readonly Content[]>;
}

export interface HttpParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly style: string;
  readonly explode: boolean;
  readonly examples: readonly Json[];
}

export interface Content {
  readonly mediaType: string;
  readonly schema: JsonSchema;
  readonly examples: readonly Json[];
}

interface Reading {
  readonly item: PathItem;
  readonly operation: Operation;
  readonly contract: Contract;
  readonly sent: JsonSchemas;
  readonly answered: JsonSchemas;
}

export function readOperation({ item, operation, contract, sent, answered }: Reading): HttpOperation {
  const { reader } = contract;
  const own = parametersOf(operation.place, contract);
  const isOverridden = (parameter: Parameter): boolean =>
    own.some(({ name, in: place }) => name === parameter.name && place === parameter.in);
  const all = [...parametersOf(item.place, contract).filter(parameter => !isOverridden(parameter)), ...own];
  const written = field(operation.place, 'requestBody');
  const body = written && reader.follow(written);
  const answers = ownFields(field(operation.place, 'responses')).map(
    answer =>
      [
        answer.key.toUpperCase() === 'DEFAULT' ? 'default' : answer.key.toUpperCase(),
        contentsOf(reader.follow(answer), answered, contract),
      ] as const,
  );
  return {
    id: operation.name,
    method: operation.method.toUpperCase(),
    path: item.path,
    parameters: all.flatMap(parameter => parameterOf(parameter, sent, contract)),
    ...(body && { body: { required: isTrue(field(body, 'required')?.node), contents: contentsOf(body, sent, contract) } }),
    answers: new Map(answers),
  };
}

const PLACES = ['path', 'query', 'header', 'cookie'] as const;

/** A header of these names is described elsewhere, so the standard passes over such parameters. */
const ELSEWHERE = new Set(['accept', 'content-type', 'authorization']);

/** `csv` and the like are what Swagger 2.0 calls them. */
const STYLES: Readonly<Record<string, readonly [style: string, explode: boolean]>> = {
  csv: ['form', false],
  multi: ['form', true],
  ssv: ['spaceDelimited', false],
  tsv: ['tabDelimited', false],
  pipes: ['pipeDelimited', false],
};

function parameterOf(
  { name, in: written, place, isRequired }: Parameter,
  schemas: JsonSchemas,
  contract: Contract,
): readonly HttpParameter[] {
  const where = PLACES.find(known => known === written);
  if (!where || name === '' || (where === 'header' && ELSEWHERE.has(name.toLowerCase()))) return [];
  const [content] = fields(field(place, 'content'));
  const schema = field(content ?? place, 'schema');
  const collected = textOf(field(place, 'collectionFormat')?.node);
  const isOld = field(contract.root, 'swagger') !== undefined;
  const usual = where === 'query' || where === 'cookie' ? 'form' : 'simple';
  const [style, explode] = STYLES[collected] ?? (isOld ? [usual, false] : [usual, usual === 'form']);
  const stated = field(place, 'explode');
  return [
    {
      name,
      in: where,
      required: isRequired || where === 'path',
      schema: schema ? schemas.of(schema) : true,
      style: content ? 'json' : textOf(field(place, 'style')?.node) || style,
      explode: stated ? isTrue(stated.node) : (textOf(field(place, 'style')?.node) || style) === 'form' && explode,
      examples: examplesOf(content ?? place, contract),
    },
  ];
}

const contentsOf = (owner: Place, schemas: JsonSchemas, contract: Contract): readonly Content[] =>
  fields(field(owner, 'content')).map(content => {
    const schema: Field | undefined = field(content, 'schema');
    return { mediaType: content.key, schema: schema ? schemas.of(schema) : true, examples: examplesOf(content, contract) };
  });

/** What stands beside a schema: `example`, or the values of `examples`. */
function examplesOf(owner: Place, { reader }: Contract): readonly Json[] {
  const one = field(owner, 'example');
  const several = fields(field(owner, 'examples')).flatMap(example => field(reader.follow(example), 'value') ?? []);
  return [...(one ? [one] : []), ...several].map(({ node }) => jsonOf(node));
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Whether what is asked for may change something. */
export const writes = ({ method }: OperationName): boolean => !SAFE.has(method);
