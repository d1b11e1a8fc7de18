import { takeEnum } from './read-enum.ts';
import { takeOptionList, takeOptionStatement } from './read-options.ts';
import { takeExtensionRanges, takeReserved } from './read-reserved.ts';
import type { Reader } from './reader.ts';
import type { EnumSyntax, FieldSyntax, MessageSyntax, OneofSyntax, Option, Range } from './syntax.ts';

interface Taking extends MessageSyntax {
  readonly fields: FieldSyntax[];
  readonly oneofs: OneofSyntax[];
  readonly messages: MessageSyntax[];
  readonly enums: EnumSyntax[];
  readonly extensions: FieldSyntax[];
  readonly extensionRanges: Range[];
  readonly reservedRanges: Range[];
  readonly reservedNames: string[];
  readonly options: Option[];
}

const emptyMessage = (name: string, at: MessageSyntax['at']): Taking => ({
  name,
  at,
  fields: [],
  oneofs: [],
  messages: [],
  enums: [],
  extensions: [],
  extensionRanges: [],
  reservedRanges: [],
  reservedNames: [],
  options: [],
});

/** Behind `message`, which begins at `start`. */
export function takeMessage(reader: Reader, messages: MessageSyntax[], start: number): void {
  const name = reader.takeWord('the name of the message');
  takeMessageBody(reader, messages, emptyMessage(name, [start, reader.last]));
}

function takeMessageBody(reader: Reader, messages: MessageSyntax[], taking: Taking): void {
  messages.push(taking);
  reader.block(() => takeStatement(reader, taking));
}

function takeStatement(reader: Reader, taking: Taking): void {
  if (reader.accept(';')) return;
  const { start } = reader;
  if (reader.acceptWord('message')) takeMessage(reader, taking.messages, start);
  else if (reader.acceptWord('enum')) takeEnum(reader, taking.enums, start);
  else if (reader.acceptWord('extend')) takeExtend(reader, taking);
  else if (reader.acceptWord('oneof')) takeOneof(reader, taking, start);
  else if (reader.acceptWord('option')) takeOptionStatement(reader, taking.options);
  else if (reader.acceptWord('reserved')) takeReserved(reader, taking, 'message');
  else if (reader.acceptWord('extensions')) takeExtensionRanges(reader, taking.extensionRanges);
  else takeField(reader, taking, {});
}

/** Behind `extend`: the fields belong to another message, and a group's message to the scope here. */
export function takeExtend(reader: Reader, scope: { readonly extensions: FieldSyntax[]; readonly messages: MessageSyntax[] }): void {
  const extendee = reader.takeName('the name of the extended message');
  const into = { fields: scope.extensions, messages: scope.messages };
  reader.block(() => {
    if (!reader.accept(';')) takeField(reader, into, { extendee });
  });
}

function takeOneof(reader: Reader, taking: Taking, start: number): void {
  const oneof = reader.takeWord('the name of the oneof');
  const options: Option[] = [];
  taking.oneofs.push({ name: oneof, at: [start, reader.last], options });
  reader.block(() => {
    if (reader.accept(';')) return;
    if (reader.acceptWord('option')) takeOptionStatement(reader, options);
    else takeField(reader, taking, { oneof });
  });
}

interface Fields {
  readonly fields: FieldSyntax[];
  readonly messages: MessageSyntax[];
}

function takeField(reader: Reader, into: Fields, place: Pick<FieldSyntax, 'oneof' | 'extendee'>): void {
  const { start } = reader;
  const label = (['optional', 'required', 'repeated'] as const).find(label => reader.acceptWord(label));
  const written = reader.takeName('a field');
  if (written === 'map' && reader.is('<')) return takeMap(reader, into, start);
  const name = reader.takeWord('the name of the field');
  reader.take('=');
  const number = reader.takeInteger('the number of the field');
  const at = [start, reader.last] as const;
  const options = takeOptionList(reader);
  const common = { number, at, options, ...(label && { label }), ...place };
  if (written !== 'group') {
    into.fields.push({ ...common, name, type: written });
    return reader.take(';');
  }
  into.fields.push({ ...common, name: name.toLowerCase(), type: name, group: true });
  takeMessageBody(reader, into.messages, emptyMessage(name, at));
}

/** `map<string, Line> lines = 4;` is a repeated field of a made message `LinesEntry { key = 1; value = 2; }`. */
function takeMap(reader: Reader, into: Fields, start: number): void {
  reader.take('<');
  const key = reader.takeName('the type of the keys');
  reader.take(',');
  const value = reader.takeName('the type of the values');
  reader.take('>');
  const name = reader.takeWord('the name of the field');
  reader.take('=');
  const number = reader.takeInteger('the number of the field');
  const at = [start, reader.last] as const;
  const type = entryName(name);
  const field: FieldSyntax = { name, number, label: 'repeated', type, at, options: takeOptionList(reader), map: true };
  reader.take(';');
  into.fields.push(field);
  into.messages.push({
    ...emptyMessage(type, at),
    fields: [entryField({ name: 'key', number: 1, type: key }, field), entryField({ name: 'value', number: 2, type: value }, field)],
    entryOf: field,
  });
}

/** Options that a map field sets for its coding hold for its keys and values. */
const entryField = (part: Pick<FieldSyntax, 'name' | 'number' | 'type'>, { at, options }: FieldSyntax): FieldSyntax => ({
  ...part,
  at,
  options: options.filter(option => option.name.startsWith('features.')),
});

const entryName = (name: string): string => `${name.replace(/(?:^|_)([^_]?)/g, (_, letter: string) => letter.toUpperCase())}Entry`;
