import { parseProto } from '../../../core/contract/protobuf/parse.ts';
import type { EnumSyntax, FieldSyntax, MessageSyntax, ProtoFile, Range } from '../../../core/contract/protobuf/syntax.ts';
import type { FilePath, Span } from '../../../core/model/source.ts';

/** Something that a proto file declares, with the statement that declares it. */
export interface ProtoDeclared {
  readonly kind: 'message' | 'field' | 'enum' | 'value' | 'service' | 'rpc';
  readonly name: string;
  /** The full name of what it stands in; the package at the top. */
  readonly parent: string;
  readonly at: Span;
  /** From its first word to its semicolon or closing brace. */
  readonly statement: Span;
  readonly number?: number;
  readonly field?: FieldSyntax;
  /** Of a message or an enum. */
  readonly reserved?: { readonly ranges: readonly Range[]; readonly names: readonly string[] };
}

export interface ProtoText {
  readonly text: string;
  readonly syntax: ProtoFile['syntax'];
  readonly all: readonly ProtoDeclared[];
}

export const fullName = ({ parent, name }: Pick<ProtoDeclared, 'parent' | 'name'>): string => (parent === '' ? name : `${parent}.${name}`);

/** Everything that a proto file declares, in its order. Pure and total. */
export function protoText(text: string): ProtoText {
  const file = parseProto({ path: '' as FilePath, text });
  const all = [...declared(file)].map(one => ({ ...one, statement: statement(text, one.at) }));
  return { text, syntax: file.syntax, all: all.toSorted((a, b) => a.statement[0] - b.statement[0]) };
}

type Found = Omit<ProtoDeclared, 'statement'>;

function* declared({ package: parent, messages, enums, services }: ProtoFile): Generator<Found> {
  for (const message of messages) yield* ofMessage(message, parent);
  for (const one of enums) yield* ofEnum(one, parent);
  for (const { name, at, rpcs } of services) {
    yield { kind: 'service', name, parent, at };
    for (const rpc of rpcs) yield { kind: 'rpc', name: rpc.name, parent: fullName({ parent, name }), at: rpc.at };
  }
}

function* ofMessage(
  { name, at, fields, messages, enums, reservedRanges, reservedNames, entryOf }: MessageSyntax,
  parent: string,
): Generator<Found> {
  if (entryOf) return;
  const within = fullName({ parent, name });
  yield { kind: 'message', name, parent, at, reserved: { ranges: reservedRanges, names: reservedNames } };
  for (const field of fields) yield { kind: 'field', name: field.name, parent: within, at: field.at, number: field.number, field };
  for (const inner of messages) yield* ofMessage(inner, within);
  for (const inner of enums) yield* ofEnum(inner, within);
}

function* ofEnum({ name, at, values, reservedRanges, reservedNames }: EnumSyntax, parent: string): Generator<Found> {
  yield { kind: 'enum', name, parent, at, reserved: { ranges: reservedRanges, names: reservedNames } };
  for (const value of values)
    yield { kind: 'value', name: value.name, parent: fullName({ parent, name }), at: value.at, number: value.number };
}

/** Comments and texts are passed over: braces and semicolons in them end nothing. */
const TOKEN = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{};]/g;

function statement(text: string, at: Span): Span {
  const line = text.lastIndexOf('\n', at[0] - 1) + 1;
  const before = /[^{};]*$/.exec(text.slice(line, at[0]))![0];
  const start = at[0] - before.trimStart().length;
  TOKEN.lastIndex = Math.max(at[0], start);
  let depth = 0;
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
    const [token] = found;
    if (token === '{') depth++;
    if (token === '}' && --depth <= 0) return [start, depth < 0 ? found.index : TOKEN.lastIndex];
    if (token === ';' && depth === 0) return [start, TOKEN.lastIndex];
  }
  return [start, text.length];
}
