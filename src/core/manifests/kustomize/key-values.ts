import type { FilePath, Location } from '../../model/source.ts';
import { at, items, text, type Node, type Scalar } from '../../yaml/tree.ts';
import { originsOf, type Origins } from '../tree.ts';
import { type Kustomization, loadedText } from './kustomization.ts';
import { Refusal } from './session.ts';

interface KeyValue {
  readonly key: string;
  readonly keyOrigins: Origins;
  readonly value: string;
  readonly origins: Origins;
}

/** What a generator puts into its object: env files first, then literals, then whole files. A key may stand once only. */
export function keyValues(known: Kustomization, generator: Node): readonly KeyValue[] {
  const env = at(generator, 'env');
  const found = [
    ...[...scalars(at(generator, 'envs')), ...(env?.kind === 'scalar' && env.text !== '' ? [env] : [])].flatMap(item =>
      fromEnvFile(known, item),
    ),
    ...scalars(at(generator, 'literals')).map(item => fromLiteral(known, item)),
    ...scalars(at(generator, 'files')).map(item => fromFile(known, item)),
  ];
  const keys = new Set<string>();
  for (const { key, keyOrigins } of found) {
    if (keys.has(key))
      throw new Refusal(`The key ${key} of ${text(generator, 'name') ?? 'this object'} stands twice; remove one.`, keyOrigins[0]);
    keys.add(key);
  }
  return found;
}

const scalars = (node: Node | undefined): readonly Scalar[] => items(node).filter(item => item.kind === 'scalar');

function fromLiteral(known: Kustomization, item: Scalar): KeyValue {
  const place = known.written.place(item.at);
  const sign = item.text.indexOf('=');
  if (sign <= 0) throw new Refusal(`"${item.text}" is no literal; write key=value.`, place);
  const value = item.text.slice(sign + 1);
  const isQuoted = value.length >= 2 && (value.startsWith('"') || value.startsWith("'")) && value.endsWith(value[0]!);
  return { key: item.text.slice(0, sign), keyOrigins: [place], value: isQuoted ? value.slice(1, -1) : value, origins: [place] };
}

function fromFile(known: Kustomization, item: Scalar): KeyValue {
  const place = known.written.place(item.at);
  const parts = item.text.split('=');
  if (parts.length > 2) throw new Refusal(`"${item.text}" has more than one "="; write key=path.`, place);
  const path = parts.at(-1)!;
  const key = parts.length === 2 ? parts[0]! : path.slice(path.lastIndexOf('/') + 1);
  if (key === '' || path === '') throw new Refusal(`"${item.text}" has no ${key === '' ? 'key' : 'path'}; write key=path.`, place);
  const { file, text: value } = loadedText(known, path, place);
  return { key, keyOrigins: [place], value, origins: [{ file, span: [0, value.length] }, place] };
}

const ENVIRONMENT_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

function fromEnvFile(known: Kustomization, item: Scalar): readonly KeyValue[] {
  const place = known.written.place(item.at);
  const { file, text: source } = loadedText(known, item.text, place);
  const found: KeyValue[] = [];
  let start = 0;
  for (const raw of source.split('\n')) {
    const lineStart = start;
    start += raw.length + 1;
    const line = raw.replace(/\r$/, '');
    const begin = line.search(/[^\s\uFEFF]/u);
    if (begin < 0 || line[begin] === '#') continue;
    found.push(fromLine(line.slice(begin), { file, start: lineStart + begin, place }));
  }
  return found;
}

interface LinePlace {
  readonly file: FilePath;
  readonly start: number;
  readonly place: Location;
}

/** A name alone has an empty value: kustomize takes nothing from the shell. */
function fromLine(line: string, { file, start, place }: LinePlace): KeyValue {
  const sign = line.indexOf('=');
  const key = sign < 0 ? line : line.slice(0, sign);
  const end = start + line.length;
  if (!ENVIRONMENT_NAME.test(key)) throw new Refusal(`"${key}" is no name of a variable.`, { file, span: [start, end] });
  const keyOrigins: Origins = [{ file, span: [start, start + key.length] }];
  const value = sign < 0 ? '' : line.slice(sign + 1);
  const own: Origins = [{ file, span: sign < 0 ? [start, end] : [start + sign + 1, end] }];
  return { key, keyOrigins, value, origins: originsOf(own, [place]) };
}
