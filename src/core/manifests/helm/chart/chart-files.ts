import type { FilePath } from '../../../model/source.ts';
import type { Files } from '../../files.ts';
import { FUNCTIONS } from '../functions/functions.ts';
import { cut } from '../functions/text.ts';
import { lineSpans } from '../template/template-text.ts';
import { TemplateError, type GoMap, type GoMethods, type GoObject, type GoString, type GoValue } from '../value.ts';
import type { ChartFile } from './chart.ts';
import { globPattern } from './pattern.ts';

/** `.Files`: a file that does not exist is empty. Files are read when a template asks for them. */
export function chartFiles(listed: readonly ChartFile[], files: Files): GoObject {
  const byName = new Map(listed.map(file => [file.name, file]));
  const content = (name: string): GoString => {
    const file = byName.get(name);
    const text = file && files.read(file.path)?.replace(/^\uFEFF/, '');
    return text === undefined ? EMPTY : fileContent(file!.path, text);
  };
  return { kind: 'object', type: 'engine.files', fields: new Map(), methods: methodsOf([...byName.keys()], content), origins: [] };
}

/** Each line knows where it is written. */
const fileContent = (file: FilePath, text: string): GoString => ({
  kind: 'string',
  text,
  origins: [],
  pieces: lineSpans(text, [0, text.length]).map(span => ({ start: span[0], end: span[1], origins: [{ file, span }] })),
});

const EMPTY: GoString = { kind: 'string', text: '', origins: [] };

function methodsOf(names: readonly string[], content: (name: string) => GoString): GoMethods {
  const get = (args: readonly GoValue[]): GoValue => content(textOf(args));
  return new Map([
    ['Get', get],
    ['GetBytes', get],
    ['Glob', args => group(names.filter(globPattern(textOf(args))), content)],
    ['Lines', args => ({ kind: 'list', items: lines(content(textOf(args))), origins: [] })],
    ['AsConfig', () => asYaml(names, content)],
    ['AsSecrets', () => asYaml(names, name => called('b64enc', content(name)))],
  ]);
}

/** What `.Files.Glob` gives: a map from names to contents that has the methods of `.Files` again. */
function group(names: readonly string[], content: (name: string) => GoString): GoMap {
  const found = new Set(names);
  return {
    kind: 'map',
    entries: new Map(names.map(name => [name, content(name)])),
    origins: [],
    methods: methodsOf(names, name => (found.has(name) ? content(name) : EMPTY)),
  };
}

function asYaml(names: readonly string[], content: (name: string) => GoValue): GoValue {
  return called('toYaml', {
    kind: 'map',
    entries: new Map(names.map(name => [name.slice(name.lastIndexOf('/') + 1), content(name)])),
    origins: [],
  });
}

function called(name: string, value: GoValue): GoValue {
  const known = FUNCTIONS.get(name);
  if (!known) throw new TemplateError(`the function "${name}" is not known`);
  return known([value]);
}

function lines(content: GoString): GoValue[] {
  const { text } = content;
  if (text === '') return [];
  const found: GoValue[] = [];
  const end = text.endsWith('\n') ? text.length - 1 : text.length;
  for (let from = 0; from <= end;) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 || newline > end ? end : newline;
    found.push(cut(content, from, to));
    from = to + 1;
  }
  return found;
}

function textOf(args: readonly GoValue[]): string {
  const [name] = args;
  if (args.length !== 1 || name?.kind !== 'string') throw new TemplateError('a method of .Files wants one text');
  return name.text;
}
