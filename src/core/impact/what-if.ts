import { parseProto } from '../contract/protobuf/parse.ts';
import type { MessageSyntax, ProtoFile } from '../contract/protobuf/syntax.ts';
import type { FilePath, Location, Span } from '../model/source.ts';
import { nameOf, type Side } from './side.ts';
import { declaredTables } from './what-if-tables.ts';
import { declaredTypes } from './what-if-types.ts';

/**
 * The texts of a workspace from which an element is taken away, for who asks what would break: `shop.v1.Order.total`, `shop.v1.Orders.Place`,
 * `POST /charges`, `GET /stock/{} of stock`, `ORDERS_URL of web`, `topic orders.created`, `type Order of shared/order.ts`, `table orders`.
 * Undefined where nobody declares it.
 * What is taken away becomes blank, so every other place keeps its line. Pure.
 */
export function without(element: string, side: Side): ReadonlyMap<FilePath, string> | undefined {
  const places = [inProtos, inDocuments, inTypes, inTables, inCode].map(find => find(element, side)).find(found => found.length > 0);
  if (!places) return undefined;
  return new Map(
    [...Map.groupBy(places, ({ file }) => file)].map(([file, own]) => [
      file,
      blanked(
        side.texts.read(file) ?? '',
        own.map(({ span }) => span),
      ),
    ]),
  );
}

/** Every element that can be taken away, for completion and for who mistypes one. */
export function removable(side: Side): readonly string[] {
  const contracts = side.world.view.all('contract');
  return [
    ...protoFiles(side).flatMap(file => [...declarations(file)].map(({ name }) => name)),
    ...contracts
      .filter(({ format }) => format === 'openapi')
      .flatMap(({ operations }) => operations.map(({ method, path }) => `${method} ${path}`)),
    ...declaredTypes(side).map(({ name }) => name),
    ...new Set(declaredTables(side).map(({ name }) => name)),
    ...[...side.elements.keys()].flatMap(element => shown(element, side) ?? []),
  ].toSorted();
}

interface Declared {
  readonly name: string;
  readonly at: Span;
}

export const protoFiles = ({ world, texts }: Side): ProtoFile[] =>
  [...new Set(world.view.all('contract').flatMap(({ format, file }) => (format === 'protobuf' ? [file] : [])))].map(path =>
    parseProto({ path, text: texts.read(path) ?? '' }),
  );

/** Messages, fields, enums, services and rpcs of a proto file, by their full names. */
export function* declarations({ package: within, messages, enums, services }: ProtoFile): Generator<Declared> {
  const prefix = within === '' ? '' : `${within}.`;
  for (const message of messages) yield* parts(message, `${prefix}${message.name}`);
  for (const { name, at, values } of enums) {
    yield { name: `${prefix}${name}`, at };
    for (const value of values) yield { name: `${prefix}${name}.${value.name}`, at: value.at };
  }
  for (const { name, at, rpcs } of services) {
    yield { name: `${prefix}${name}`, at };
    for (const rpc of rpcs) yield { name: `${prefix}${name}.${rpc.name}`, at: rpc.at };
  }
}

function* parts(message: MessageSyntax, name: string): Generator<Declared> {
  if (message.entryOf) return;
  yield { name, at: message.at };
  for (const field of message.fields) yield { name: `${name}.${field.name}`, at: field.at };
  for (const inner of message.messages) yield* parts(inner, `${name}.${inner.name}`);
}

/** `shop.v1.Orders/Place` is `shop.v1.Orders.Place`. */
function inProtos(element: string, side: Side): Location[] {
  const wanted = element.replace('/', '.');
  return protoFiles(side).flatMap(file =>
    [...declarations(file)]
      .filter(({ name }) => name === wanted)
      .map(({ at }) => ({ file: file.path, span: statement(side.texts.read(file.path) ?? '', at) })),
  );
}

/** From the beginning of a declaration's line to its semicolon or closing brace. */
function statement(text: string, at: Span): Span {
  const start = text.lastIndexOf('\n', at[0]) + 1;
  let depth = 0;
  for (let offset = at[1]; offset < text.length; offset++) {
    const character = text[offset];
    if (character === '{') depth++;
    if (character === '}' && --depth <= 0) return [start, depth < 0 ? offset : offset + 1];
    if (character === ';' && depth === 0) return [start, offset + 1];
  }
  return [start, text.length];
}

const OPERATION = /^([A-Z]+) (\/\S*)$/;

/** An operation of an OpenAPI document in YAML: its key, and every line below that is further in. */
function inDocuments(element: string, { world, texts }: Side): Location[] {
  const [, method, path] = OPERATION.exec(element) ?? [];
  return world.view
    .all('contract')
    .filter(({ format, file }) => format === 'openapi' && /\.ya?ml$/.test(file))
    .flatMap(({ operations, file }) =>
      operations
        .filter(one => one.method === method && one.path === path)
        .map(({ at }) => ({ file, span: block(texts.read(file) ?? '', at[0]) })),
    );
}

function block(text: string, offset: number): Span {
  const start = text.lastIndexOf('\n', offset) + 1;
  const indent = offset - start;
  let end = text.indexOf('\n', offset);
  while (end >= 0) {
    const next = text.slice(end + 1, text.indexOf('\n', end + 1) < 0 ? undefined : text.indexOf('\n', end + 1));
    if (next.trim() !== '' && next.search(/\S/) <= indent) break;
    const further = text.indexOf('\n', end + 1);
    if (further < 0) return [start, text.length];
    end = further;
  }
  return [start, end < 0 ? text.length : end];
}

/** `type Order` alone means every shared type of that name. */
const inTypes = (element: string, side: Side): Location[] =>
  element.startsWith('type ')
    ? declaredTypes(side).flatMap(({ name, whole }) => (name === element || name.startsWith(`${element} of `) ? [whole] : []))
    : [];

const inTables = (element: string, side: Side): Location[] =>
  element.startsWith('table ') ? declaredTables(side).flatMap(({ name, whole }) => (name === element ? [whole] : [])) : [];

/** Routes, settings and topics, where code and manifests write them. */
function inCode(element: string, side: Side): Location[] {
  const found = [...side.elements].find(([key]) => shown(key, side) === element);
  const made = found?.[1].filter(
    ({ role, only }) => only === undefined && (role === 'answers' || role === 'sets' || role === 'publishes' || role === 'writes'),
  );
  return (made ?? []).map(({ at, role }) =>
    role === 'sets' ? { file: at.file, span: line(side.texts.read(at.file) ?? '', at.span[0]) } : at,
  );
}

/** The line of a setting; of `{ A: 1, B: 2 }` only its own part. */
function line(text: string, offset: number): Span {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset) < 0 ? text.length : text.indexOf('\n', offset);
  const part = /^[^,}]*,?/.exec(text.slice(offset, end))?.[0] ?? '';
  return /[{,]\s*$/.test(text.slice(start, offset)) ? [offset, offset + part.length] : [start, end];
}

/** An element of navigation as people name it. */
export function shown(element: string, side: Side): string | undefined {
  const [, routed, method, path] = /^route (.*) ([A-Z*]+) (\/.*)$/.exec(element) ?? [];
  if (routed !== undefined) return `${method} ${path} of ${nameOf(routed, side)}`;
  const [, owner, name] = /^variable (.*) (\S+)$/.exec(element) ?? [];
  if (owner !== undefined) return `${name} of ${nameOf(owner, side)}`;
  return element.startsWith('topic ') ? element : undefined;
}

function blanked(text: string, spans: readonly Span[]): string {
  let result = text;
  for (const [start, end] of spans) result = result.slice(0, start) + result.slice(start, end).replace(/[^\n]/g, ' ') + result.slice(end);
  return result;
}
