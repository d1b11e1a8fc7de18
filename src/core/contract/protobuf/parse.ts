import type { Source, Span } from '../../model/source.ts';
import { takeEnum } from './read-enum.ts';
import { takeExtend, takeMessage } from './read-message.ts';
import { takeOptionStatement } from './read-options.ts';
import { takeService } from './read-service.ts';
import { takeText } from './quoted.ts';
import { Reader } from './reader.ts';
import type { EnumSyntax, FieldSyntax, Import, MessageSyntax, Option, ProtoFile, ServiceSyntax } from './syntax.ts';

interface Taking {
  syntax: string;
  syntaxAt: Span;
  package: string;
  packageAt: Span;
  readonly imports: Import[];
  readonly options: Option[];
  readonly messages: MessageSyntax[];
  readonly enums: EnumSyntax[];
  readonly extensions: FieldSyntax[];
  readonly services: ServiceSyntax[];
}

/** Pure and total: what cannot be read is a problem, and the rest of the file counts. */
export function parseProto({ path, text }: Source): ProtoFile {
  const reader = new Reader(text);
  const taking: Taking = {
    syntax: 'proto2',
    syntaxAt: [0, 0],
    package: '',
    packageAt: [0, 0],
    imports: [],
    options: [],
    messages: [],
    enums: [],
    extensions: [],
    services: [],
  };
  while (reader.kind !== 'end') reader.attempt(() => takeStatement(reader, taking));
  const { syntax } = taking;
  const known = syntax === 'proto2' || syntax === 'proto3';
  return { ...taking, path, problems: reader.problems, ...(known ? { syntax } : { syntax: 'editions', edition: syntax }) };
}

function takeStatement(reader: Reader, taking: Taking): void {
  if (reader.accept(';')) return;
  const { start } = reader;
  if (reader.acceptWord('message')) takeMessage(reader, taking.messages, start);
  else if (reader.acceptWord('enum')) takeEnum(reader, taking.enums, start);
  else if (reader.acceptWord('service')) takeService(reader, taking.services, start);
  else if (reader.acceptWord('extend')) takeExtend(reader, taking);
  else if (reader.acceptWord('option')) takeOptionStatement(reader, taking.options);
  else if (reader.acceptWord('import')) takeImport(reader, taking.imports, start);
  else if (reader.acceptWord('package')) takePackage(reader, taking, start);
  else if (reader.isWord('syntax') || reader.isWord('edition')) takeSyntax(reader, taking);
  else reader.fail('"message", "enum", "service", "import", "option" or the like');
}

/** `syntax = "proto3";`, `edition = "2023";` */
function takeSyntax(reader: Reader, taking: Taking): void {
  const { start, text } = reader;
  const keyword = reader.takeWord('"syntax"');
  reader.take('=');
  const from = reader.start;
  const value = takeText(reader, keyword === 'syntax' ? '"proto2" or "proto3" in quotes' : 'an edition in quotes');
  const known = keyword === 'edition' ? /^\d{4}$/.test(value) : value === 'proto2' || value === 'proto3';
  if (known) Object.assign(taking, { syntax: value, syntaxAt: [start, reader.last] });
  else reader.say([from, reader.last], `There is no ${keyword} ${text.slice(from, reader.last).slice(0, 40)}; it is read as proto2.`);
  reader.take(';');
}

function takePackage(reader: Reader, taking: Taking, start: number): void {
  taking.package = reader.takeName('the name of the package');
  taking.packageAt = [start, reader.last];
  reader.take(';');
}

function takeImport(reader: Reader, imports: Import[], start: number): void {
  const isPublic = reader.acceptWord('public');
  if (!isPublic && !reader.acceptWord('weak')) reader.acceptWord('option');
  const path = takeText(reader, 'the path of a file in quotes');
  imports.push({ path, public: isPublic, at: [start, reader.last] });
  reader.take(';');
}
