import { takeText } from './quoted.ts';
import type { Reader } from './reader.ts';
import type { Option } from './syntax.ts';

const DEEPEST = 32;

/** `java_package = "com.shop";` behind `option`. */
export function takeOptionStatement(reader: Reader, options: Option[]): void {
  takeOption(reader, options);
  reader.take(';');
}

/** `[deprecated = true, json_name = "total"]`, where there is one. */
export function takeOptionList(reader: Reader): readonly Option[] {
  if (!reader.accept('[')) return NONE;
  const options: Option[] = [];
  if (reader.accept(']')) return options;
  do takeOption(reader, options);
  while (reader.accept(','));
  reader.take(']');
  return options;
}

const NONE: readonly Option[] = [];

function takeOption(reader: Reader, options: Option[]): void {
  const { start } = reader;
  let name = takePart(reader);
  while (reader.accept('.')) name += `.${takePart(reader)}`;
  reader.take('=');
  takeValue({ reader, options, start }, name, 0);
}

/** `features`, `(pb.cpp)`, and `(.pb.cpp)` for the same. */
function takePart(reader: Reader): string {
  if (!reader.accept('(')) return reader.takeWord('the name of an option');
  const name = reader.takeName('the name of an option');
  reader.take(')');
  return `(${name.replace(/^\./, '')})`;
}

interface Taking {
  readonly reader: Reader;
  readonly options: Option[];
  /** Where the option begins. */
  readonly start: number;
}

function takeValue(taking: Taking, name: string, depth: number): void {
  const { reader, options, start } = taking;
  if (reader.is('{')) {
    if (name.startsWith('(') || depth >= DEEPEST) reader.skipBlock();
    else takeBlock(taking, name, depth);
    options.push({ name, kind: 'block', text: '', at: [start, reader.start] });
    return;
  }
  if (reader.is('[')) return skipList(reader);
  const sign = reader.accept('-') ? '-' : reader.accept('+') ? '' : undefined;
  const { start: from, end, kind } = reader;
  if (kind === 'text' && sign === undefined) options.push({ name, kind, text: takeText(reader, 'a value'), at: [start, end] });
  else if (kind === 'word' || kind === 'number') {
    options.push({
      name,
      kind: sign === undefined ? kind : 'number',
      text: `${sign ?? ''}${reader.text.slice(from, end)}`,
      at: [start, end],
    });
    reader.next();
  } else reader.fail('a value');
}

/** `{ json_format: ALLOW, [pb.cpp] { string_type: VIEW } }`, in the order written. */
function takeBlock(taking: Taking, prefix: string, depth: number): void {
  const { reader } = taking;
  const close = reader.accept('<') ? '>' : '}';
  if (close === '}') reader.take('{');
  while (!reader.accept(close)) {
    const inner = { ...taking, start: reader.start };
    const name = `${prefix}.${takeKey(reader)}`;
    const separated = reader.accept(':');
    if (reader.is('{') || reader.is('<')) takeBlock(inner, name, checkedDepth(reader, depth));
    else if (separated) takeValue(inner, name, depth + 1);
    else reader.fail('":"');
    if (!reader.accept(',')) reader.accept(';');
  }
}

function checkedDepth(reader: Reader, depth: number): number {
  return depth < DEEPEST ? depth + 1 : reader.fail(`at most ${DEEPEST} blocks within each other`);
}

function takeKey(reader: Reader): string {
  if (!reader.accept('[')) return reader.takeWord('the name of an option or "}"');
  const name = reader.takeName('the name of an extension');
  const type = reader.accept('/') ? `/${reader.takeName('the name of a type')}` : '';
  reader.take(']');
  return `(${name}${type})`;
}

function skipList(reader: Reader): void {
  let open = 0;
  do {
    if (reader.is('[')) open++;
    else if (reader.is(']')) open--;
    else if (reader.kind === 'end') reader.fail('"]"');
    reader.next();
  } while (open > 0);
}
