import type { Files } from '../../manifests/files.ts';
import type { FilePath } from '../../model/source.ts';
import type { ChangeLevel, ContractChange, ContractDiff, ContractProblem } from '../change.ts';
import { type ExtensionElement, type MessageElement, type Named, pathOf } from './elements.ts';
import { enumFindings } from './enum-rules.ts';
import { fieldFindings } from './field-rules.ts';
import { extensionField, type Field, fieldsOf } from './fields.ts';
import { fileFindings } from './file-rules.ts';
import type { Finding } from './finding.ts';
import { type Message, messageFindings } from './message-rules.ts';
import { removals } from './removal-rules.ts';
import { serviceFindings } from './rpc-rules.ts';
import { categoriesOf, type Category, type Rule } from './rules.ts';
import { unchangedFiles } from './unchanged.ts';
import { type Version, versionOf } from './version.ts';

interface ProtobufDiffOptions {
  /** buf's own default, FILE, if not said. */
  readonly category?: Category;
}

/**
 * What of a protobuf contract changed in a way that breaks somebody, by the rules of one of buf's categories.
 * Pure and total: what cannot be read or found is a problem, and the rest is compared.
 */
export function diffProtobuf(before: Files, after: Files, { category = 'FILE' }: ProtobufDiffOptions = {}): ContractDiff {
  const versions = [versionOf(protos(before)), versionOf(protos(after))] as const;
  const findings = [...allFindings(...versions)];
  const wire = new Set(findings.filter(({ rule }) => categoriesOf(rule).includes('WIRE')).map(({ rule, element }) => `${rule} ${element}`));
  const changes = findings.filter(({ rule }) => categoriesOf(rule).includes(category)).map(finding => changeOf(finding, wire));
  return { changes, problems: [...problemsOf('before', versions[0]), ...problemsOf('after', versions[1])] };
}

function protos(files: Files): ReadonlyMap<FilePath, string> {
  const found = new Map<FilePath, string>();
  for (const path of files.under('')) {
    const text = path.endsWith('.proto') ? files.read(path) : undefined;
    if (text !== undefined) found.set(path, text);
  }
  return found;
}

const problemsOf = (side: ContractProblem['side'], version: Version): readonly ContractProblem[] =>
  version.problems().map(({ file, at, message }) => ({ side, at: { file, span: at }, message }));

function* allFindings(before: Version, after: Version): Generator<Finding> {
  const unchanged = unchangedFiles(before.read, after.read);
  const changed = <E extends Named>(elements: readonly E[]): readonly E[] => elements.filter(element => !unchanged.has(pathOf(element)));
  yield* removals(before, after);
  for (const [path, file] of before.files) {
    const left = after.files.get(path);
    if (left) yield* fileFindings(file, left);
  }
  for (const [was, is] of pairs(changed(before.enums), after.enums)) yield* enumFindings(was, is);
  for (const [was, is] of pairs(changed(before.messages), after.messages)) {
    const messages = [message(was, before), message(is, after)] as const;
    yield* messageFindings(...messages);
    yield* pairedFields(messages[0].fields, messages[1].fields);
  }
  yield* extensionFindings(changed(before.extensions).map(extended(before)), after.extensions.map(extended(after)));
  for (const [was, is] of pairs(changed(before.services), after.services))
    yield* serviceFindings({ element: was, types: before.types }, { element: is, types: after.types });
}

const message = (element: MessageElement, { types }: Version): Message => ({ element, fields: fieldsOf(element, types) });

function* pairedFields(before: readonly Field[], after: readonly Field[]): Generator<Finding> {
  const numbered = new Map(after.map(field => [field.number, field]));
  for (const field of before) {
    const left = numbered.get(field.number);
    if (left) yield* fieldFindings(field, left);
  }
}

const extended =
  ({ types }: Version) =>
  (extension: ExtensionElement): Field =>
    extensionField(extension, types);

/** Extensions are matched by the message that they extend and their number there, wherever they are declared. */
function* extensionFindings(before: readonly Field[], after: readonly Field[]): Generator<Finding> {
  const extendees = Map.groupBy(after, ({ owner }) => owner);
  for (const field of before) {
    const left = extendees.get(field.owner)?.find(({ number }) => number === field.number);
    if (left && !field.file.builtIn && !left.file.builtIn) yield* fieldFindings(field, left);
  }
}

/** What goes by the same full name in both versions; where several files declare it, in the same file. What compilers bring along is known by name only. */
function* pairs<E extends Named>(before: readonly E[], after: readonly E[]): Generator<readonly [E, E]> {
  const named = Map.groupBy(after, ({ fullName }) => fullName);
  for (const element of before) {
    const candidates = named.get(element.fullName);
    const left = candidates?.find(candidate => pathOf(candidate) === pathOf(element)) ?? candidates?.[0];
    if (left && !element.file.builtIn && !left.file.builtIn) yield [element, left];
  }
}

const changeOf = ({ rule, element, before, after, message }: Finding, wire: ReadonlySet<string>): ContractChange => ({
  rule,
  level: levelOf(rule, element, wire),
  severity: 'error',
  element,
  ...(before && { before }),
  ...(after && { after }),
  message,
});

/** Whether bytes are misread is for the wire's rules to say, whichever category is asked for. */
function levelOf(rule: Rule, element: string, wire: ReadonlySet<string>): ChangeLevel {
  const wired = [rule, ...(ON_THE_WIRE[rule] ?? [])].some(rule => wire.has(`${rule} ${element}`));
  return wired || CALLED.has(rule) ? 'wire' : 'source';
}

/** The rule of the WIRE category for the same edit. */
const ON_THE_WIRE: Readonly<Partial<Record<Rule, readonly Rule[]>>> = {
  ENUM_VALUE_NO_DELETE: ['ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED'],
  ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED: ['ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED'],
  FIELD_NO_DELETE: ['FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED'],
  FIELD_NO_DELETE_UNLESS_NAME_RESERVED: ['FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED'],
  FIELD_SAME_CARDINALITY: ['FIELD_WIRE_COMPATIBLE_CARDINALITY'],
  FIELD_SAME_TYPE: ['FIELD_WIRE_COMPATIBLE_TYPE'],
  FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY: ['FIELD_WIRE_COMPATIBLE_CARDINALITY'],
  FIELD_WIRE_JSON_COMPATIBLE_TYPE: ['FIELD_WIRE_COMPATIBLE_TYPE'],
};

/** buf's WIRE is about bytes alone; but who calls what is gone is answered with UNIMPLEMENTED. */
const CALLED: ReadonlySet<Rule> = new Set(['RPC_NO_DELETE', 'SERVICE_NO_DELETE', 'PACKAGE_SERVICE_NO_DELETE']);
