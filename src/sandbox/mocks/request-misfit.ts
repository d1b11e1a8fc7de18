import { flat, typesOf } from '../../core/verify/requests/flat.ts';
import { isObject, type Json, type JsonObject } from '../../core/verify/requests/json.ts';
import type { HttpOperation, HttpParameter } from '../../core/verify/requests/http-operation.ts';
import { isJsonType } from '../../core/verify/requests/http-request.ts';
import type { JsonSchema, JsonSchemas } from '../../core/verify/requests/json-schemas.ts';
import type { OpenApi } from '../../core/verify/requests/open-api.ts';

/** A request as a mock has it. */
export interface MockedRequest {
  readonly operation: HttpOperation;
  /** Of path parameters. */
  readonly values: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export interface Refusal {
  readonly status: 400 | 415;
  /** One sentence: what does not fit. */
  readonly why: string;
}

/** What of a request does not fit its contract; undefined where all does. */
export function requestMisfit(request: MockedRequest, { sent }: OpenApi): Refusal | undefined {
  for (const parameter of request.operation.parameters) {
    const why = parameterMisfit(parameter, request, sent);
    if (why !== undefined) return { status: 400, why };
  }
  return bodyMisfit(request, sent);
}

function parameterMisfit(parameter: HttpParameter, request: MockedRequest, { schemas, misfit }: OpenApi['sent']): string | undefined {
  const named = `The ${parameter.in === 'query' ? 'query parameter' : parameter.in === 'path' ? 'path parameter' : parameter.in} "${parameter.name}"`;
  const written = writtenValues(parameter, request);
  if (written.length === 0) return parameter.required && !mayBeSpread(parameter, schemas) ? `${named} is required and missing.` : undefined;
  const value = read(written, parameter, schemas);
  const wrong = value === undefined ? undefined : misfit(parameter.schema)(value);
  return wrong === undefined ? undefined : `${named} ${wrong}.`;
}

function writtenValues({ in: place, name }: HttpParameter, { values, query, headers }: MockedRequest): readonly string[] {
  if (place === 'path') return [values.get(name)].filter(value => value !== undefined);
  if (place === 'query') return [...query.getAll(name), ...query.getAll(`${name}[]`)];
  if (place === 'header') return [headers[name.toLowerCase()] ?? []].flat();
  const cookies = [headers.cookie ?? []].flat().flatMap(line => line.split(/;\s*/));
  return cookies.filter(cookie => cookie.startsWith(`${name}=`)).map(cookie => decodeURIComponent(cookie.slice(name.length + 1)));
}

/** An object in the query may be sent as one parameter for each property. */
const mayBeSpread = ({ in: place, schema }: HttpParameter, schemas: JsonSchemas): boolean =>
  place === 'query' && isOf(schema, 'object', schemas);

const isOf = (schema: JsonSchema, type: string, schemas: JsonSchemas): boolean => typesOf(flat(schema, schemas).keywords).includes(type);

const SEPARATORS: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|', tabDelimited: '\t' };

/** What the texts of a parameter mean; undefined where it is a matter of style that nobody can be held to. */
function read(written: readonly string[], { schema, style, explode }: HttpParameter, schemas: JsonSchemas): Json | undefined {
  const { keywords } = flat(schema, schemas);
  if (style === 'json') return parsed(written[0] ?? '');
  if (style === 'label' || style === 'matrix' || isOf(schema, 'object', schemas)) return undefined;
  if (!isOf(schema, 'array', schemas)) return scalar(written[0] ?? '', schema, schemas);
  const items = explode && style === 'form' ? written : written.flatMap(text => text.split(SEPARATORS[style] ?? ','));
  return items.map(item => scalar(item, (keywords.items ?? true) as JsonSchema, schemas));
}

/** A text is what it looks like, where the schema has more than texts. */
function scalar(text: string, schema: JsonSchema, schemas: JsonSchemas): Json {
  const { keywords, choices } = flat(schema, schemas);
  const types = choices.length > 0 ? choices.flat().flatMap(choice => typesOf(flat(choice, schemas).keywords)) : typesOf(keywords);
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function bodyMisfit({ operation, headers, body }: MockedRequest, { schemas, misfit }: OpenApi['sent']): Refusal | undefined {
  if (!operation.body) return undefined;
  if (body === '') return operation.body.required ? { status: 400, why: 'The body is required and missing.' } : undefined;
  const type = String(headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')[0]!
    .trim();
  const { contents } = operation.body;
  const content =
    contents.find(({ mediaType }) => mediaType.toLowerCase().split(';')[0]!.trim() === type) ??
    contents.find(({ mediaType }) => mediaType === '*/*' || mediaType.replace('*', '') === `${type.split('/')[0]}/`);
  if (!content)
    return contents.length === 0
      ? undefined
      : {
          status: 415,
          why: `The body is ${type || 'of no content type'}, and ${contents.map(({ mediaType }) => mediaType).join(' or ')} is taken.`,
        };
  const value = isJsonType(type) ? parsed(body) : type === 'application/x-www-form-urlencoded' ? form(body, content.schema, schemas) : null;
  if (value === undefined) return { status: 400, why: 'The body is no JSON.' };
  if (value === null && !isJsonType(type)) return undefined;
  const wrong = misfit(content.schema)(value);
  return wrong === undefined ? undefined : { status: 400, why: `The body ${wrong}.` };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function form(body: string, schema: JsonSchema, schemas: JsonSchemas): JsonObject {
  const { properties } = flat(schema, schemas).keywords;
  const fields = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(fields.keys())].map(name => {
      const property = (isObject(properties) ? (properties[name] ?? true) : true) as JsonSchema;
      const items = (flat(property, schemas).keywords.items ?? true) as JsonSchema;
      const isList = typeof property === 'object' && isOf(property, 'array', schemas);
      return [
        name,
        isList ? fields.getAll(name).map(text => scalar(text, items, schemas)) : scalar(fields.get(name) ?? '', property, schemas),
      ];
    }),
  );
}
