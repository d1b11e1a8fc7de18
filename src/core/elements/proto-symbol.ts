import { parseProto } from '../contract/protobuf/parse.ts';
import type { EnumSyntax, FieldSyntax, MessageSyntax, ProtoFile } from '../contract/protobuf/syntax.ts';
import type { Span } from '../model/source.ts';
import type { OpenText } from './system.ts';

/** A message, field, enum or value of a .proto file. */
export interface ProtoSymbol {
  readonly at: Span;
  readonly name: string;
  /** `field 3 of OrderItem · int32`. */
  readonly what: string;
  readonly package: string;
  /** gRPC services of the file whose rpcs carry it. */
  readonly services: readonly string[];
  /** `Stock/Reserve`. */
  readonly rpcs: readonly string[];
}

/** The innermost message, field, enum or value at an offset. */
export function protoSymbolAt({
  path,
  text,
  offset,
}: Pick<OpenText, 'path' | 'text'> & { readonly offset: number }): ProtoSymbol | undefined {
  if (!path.endsWith('.proto')) return undefined;
  const file = parseProto({ path, text });
  const found = declared(file)
    .filter(({ at }) => at[0] <= offset && offset <= at[1])
    .toSorted((a, b) => a.at[1] - a.at[0] - (b.at[1] - b.at[0]))[0];
  if (!found) return undefined;
  const carrying = file.services.flatMap(({ name, rpcs }) =>
    rpcs
      .filter(({ request, response }) => [request, response].some(type => reaches(last(type), found.holder, file)))
      .map(rpc => ({ service: name, rpc: rpc.name })),
  );
  const { at, name, what } = found;
  return {
    at,
    name,
    what,
    package: file.package,
    services: [...new Set(carrying.map(({ service }) => service))],
    rpcs: carrying.map(({ service, rpc }) => `${service}/${rpc}`),
  };
}

interface Declared {
  readonly at: Span;
  readonly name: string;
  readonly what: string;
  /** The message or enum that it stands in. */
  readonly holder: string;
}

const declared = ({ messages, enums }: ProtoFile): Declared[] => [...messages.flatMap(inMessage), ...enums.flatMap(inEnum)];

function inMessage({ name, at, fields, messages, enums, entryOf }: MessageSyntax): Declared[] {
  if (entryOf) return [];
  return [
    { at, name, what: 'message', holder: name },
    ...fields.map(field => ({ at: field.at, name: field.name, what: fieldWords(field, name), holder: name })),
    ...messages.flatMap(inMessage),
    ...enums.flatMap(inEnum),
  ];
}

const fieldWords = ({ number, label, type, map }: FieldSyntax, message: string): string =>
  `field ${number} of ${message} · ${map ? 'map' : `${label === undefined ? '' : `${label} `}${type}`}`;

const inEnum = ({ name, at, values }: EnumSyntax): Declared[] => [
  { at, name, what: 'enum', holder: name },
  ...values.map(value => ({ at: value.at, name: value.name, what: `value ${value.number} of ${name}`, holder: name })),
];

const last = (type: string): string => type.slice(type.lastIndexOf('.') + 1);

/** A message holds a type, directly or in the messages of its fields; types are told apart by their last name, which errs on the side of more. */
function reaches(from: string, wanted: string, file: ProtoFile): boolean {
  const known = new Map(allMessages(file.messages).map(message => [message.name, message]));
  const seen = new Set<string>();
  const queue = [from];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (name === wanted) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    const message = known.get(name);
    if (message) queue.push(...message.fields.map(({ type }) => last(type)));
  }
  return false;
}

const allMessages = (messages: readonly MessageSyntax[]): MessageSyntax[] =>
  messages.flatMap(message => [message, ...allMessages(message.messages)]);
