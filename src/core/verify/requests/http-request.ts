import { isList, isObject, type Json } from './json.ts';
import type { HttpOperation, HttpParameter } from './http-operation.ts';

/** A request as it is sent. */
export interface HttpRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the parts of a request mean, before they are written out. */
export interface Parts {
  /** Of parameters by place and name: `query limit`. */
  readonly values: Readonly<Record<string, Json>>;
  readonly mediaType?: string;
  readonly body?: Json;
}

export const keyOf = ({ in: place, name }: HttpParameter): string => `${place} ${name}`;

/** Parts written out as a contract says: each parameter in its place and style, the body in its media type. */
export function httpRequest(operation: HttpOperation, { values, mediaType, body }: Parts, base: string): HttpRequest {
  const given = operation.parameters.filter(parameter => values[keyOf(parameter)] !== undefined);
  const at = (place: HttpParameter['in']): readonly (readonly [HttpParameter, Json])[] =>
    given.filter(parameter => parameter.in === place).map(parameter => [parameter, values[keyOf(parameter)]!]);
  const path = at('path').reduce(
    (path, [parameter, value]) => path.replaceAll(`{${parameter.name}}`, () => inPath(parameter, value)),
    operation.path,
  );
  const query = at('query').flatMap(([parameter, value]) => inQuery(parameter, value));
  const cookies = at('cookie').map(([{ name }, value]) => `${name}=${encoded(simple(value))}`);
  const headers = Object.fromEntries(at('header').map(([parameter, value]) => [parameter.name.toLowerCase(), inHeader(parameter, value)]));
  const hasBody = body !== undefined && mediaType !== undefined;
  return {
    method: operation.method,
    path: `${base}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers: {
      accept: '*/*',
      ...headers,
      ...(cookies.length > 0 && { cookie: cookies.join('; ') }),
      ...(hasBody && { 'content-type': sentType(mediaType) }),
    },
    ...(hasBody && { body: writtenBody(body, mediaType) }),
  };
}

/** A half of a pair of code units alone is no character. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

const text = (value: Json): string => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value));

const simple = (value: Json, separator = ','): string => {
  if (isList(value)) return value.map(text).join(separator);
  if (isObject(value))
    return Object.entries(value)
      .flatMap(([key, inner]) => [key, text(inner)])
      .join(separator);
  return text(value);
};

function inPath({ name, style, explode }: HttpParameter, value: Json): string {
  const pairs =
    isObject(value) && explode ? Object.entries(value).map(([key, inner]) => `${encoded(key)}=${encoded(text(inner))}`) : undefined;
  const whole = pairs
    ? pairs.join(style === 'label' ? '.' : ',')
    : isList(value)
      ? value.map(item => encoded(text(item))).join(',')
      : encoded(simple(value));
  if (style === 'json') return encoded(JSON.stringify(value));
  if (style === 'label') return `.${whole}`;
  return style === 'matrix' ? `;${encoded(name)}=${whole}` : whole;
}

const inHeader = ({ style }: HttpParameter, value: Json): string =>
  (style === 'json' ? JSON.stringify(value) : simple(value)).replaceAll(/[^\x20-\x7e]/g, '');

const SEPARATORS: Readonly<Record<string, string>> = { spaceDelimited: '%20', pipeDelimited: '%7C', tabDelimited: '%09' };

function inQuery({ name, style, explode }: HttpParameter, value: Json): readonly string[] {
  const key = encoded(name);
  if (style === 'json') return [`${key}=${encoded(JSON.stringify(value))}`];
  if (isList(value)) {
    const items = value.map(item => encoded(text(item)));
    return explode ? items.map(item => `${key}=${item}`) : [`${key}=${items.join(SEPARATORS[style] ?? ',')}`];
  }
  if (!isObject(value)) return [`${key}=${encoded(text(value))}`];
  const pairs = Object.entries(value);
  if (style === 'deepObject') return pairs.map(([inner, item]) => `${key}[${encoded(inner)}]=${encoded(text(item))}`);
  if (explode) return pairs.map(([inner, item]) => `${encoded(inner)}=${encoded(text(item))}`);
  return [`${key}=${encoded(simple(value))}`];
}

/** The media types that a value can be written in. */
export const isWritable = (mediaType: string): boolean => kindOf(mediaType) !== undefined;

function kindOf(mediaType: string): 'json' | 'form' | 'multipart' | 'text' | undefined {
  const name = mediaType.toLowerCase().split(';')[0]!.trim();
  if (name === '*/*' || name === 'application/*' || /^application\/(?:[\w.-]+\+)?json$/.test(name)) return 'json';
  if (name === 'application/x-www-form-urlencoded') return 'form';
  if (name === 'multipart/form-data') return 'multipart';
  return name.startsWith('text/') || name === 'application/octet-stream' ? 'text' : undefined;
}

export const isJsonType = (mediaType: string): boolean => kindOf(mediaType) === 'json';

/** What separates the parts of a body; long enough to be in none of them. */
const BOUNDARY = 'faultline-boundary-7d41b838';

/** The header for a media type as a contract names it. */
const sentType = (mediaType: string): string => {
  const kind = kindOf(mediaType);
  if (kind === 'multipart') return `multipart/form-data; boundary=${BOUNDARY}`;
  return mediaType.includes('*') ? 'application/json' : mediaType;
};

function writtenBody(body: Json, mediaType: string): string {
  switch (kindOf(mediaType)) {
    case 'form':
      return isObject(body)
        ? Object.entries(body)
            .flatMap(([key, value]) => formPairs(key, value))
            .join('&')
        : encoded(text(body));
    case 'multipart':
      return isObject(body) ? multipart(body) : text(body);
    case 'text':
      return text(body);
    default:
      return JSON.stringify(body);
  }
}

const formPairs = (key: string, value: Json): readonly string[] =>
  (isList(value) ? value : [value]).map(item => `${encoded(key)}=${encoded(text(item))}`);

const multipart = (body: Readonly<Record<string, Json>>): string =>
  `${Object.entries(body)
    .map(
      ([key, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${key.replaceAll('"', '%22')}"\r\n\r\n${text(value)}\r\n`,
    )
    .join('')}--${BOUNDARY}--\r\n`;
