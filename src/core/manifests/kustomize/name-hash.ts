import { sha256 } from '../hash/sha256.ts';
import { type Draft, field, isNull, rewritten, textAt } from '../kubernetes/draft.ts';
import { plainScalar } from '../kubernetes/scalar.ts';
import { compareText } from './order.ts';
import { rememberIdentity, type Resource } from './resource.ts';

/** Ends the names of generated objects with the hash of their content, so that a change of content makes another object. */
export function addHashes(resources: readonly Resource[]): void {
  for (const known of resources) {
    const name = field(field(known.node, 'metadata'), 'name');
    const entry = field(known.node, 'metadata');
    if (!known.needsHash || name?.kind !== 'scalar' || entry?.kind !== 'mapping') continue;
    rememberIdentity(known);
    entry.entries.get('name')!.value = rewritten(name, `${name.text}-${contentHash(known.node)}`, name.origins);
  }
}

const LETTERS: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** Ten characters, without vowels and what looks like them, so that no word comes out. */
function contentHash(object: Draft): string {
  return sha256(hashedText(object))
    .slice(0, 10)
    .replace(/[013ae]/g, letter => LETTERS[letter]!);
}

function hashedText(object: Draft): string {
  const isSecret = textAt(object, 'kind') === 'Secret';
  const extra = isSecret ? 'stringData' : 'binaryData';
  const fields = new Map([
    ['data', goJson(field(object, 'data'))],
    ['kind', isSecret ? '"Secret"' : '"ConfigMap"'],
    ['name', '""'],
    ...(isSecret ? ([['type', goText(textAt(object, 'type'))]] as const) : []),
    ...(field(object, extra)?.kind === 'mapping' ? ([[extra, goJson(field(object, extra))]] as const) : []),
  ]);
  return goRecord(fields);
}

/** JSON as Go writes it: keys by their bytes, and no mark that HTML could read. */
function goJson(value: Draft | undefined): string {
  if (value === undefined) return '""';
  if (value.kind === 'scalar') return goText(value.text);
  if (value.kind === 'sequence') return `[${value.items.map(goValue).join(',')}]`;
  return goRecord(new Map([...value.entries].map(([key, entry]) => [key, goValue(entry.value)])));
}

const goValue = (value: Draft): string =>
  value.kind !== 'scalar' ? goJson(value) : isNull(value) ? 'null' : goText(plainScalar(value.text, value.type));

const goRecord = (fields: ReadonlyMap<string, string>): string =>
  `{${[...fields]
    .toSorted(([one], [other]) => compareText(one, other))
    .map(([key, json]) => `${goText(key)}:${json}`)
    .join(',')}}`;

const goText = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/[<>&\u2028\u2029\u007f]/g, mark => (mark === '\u007f' ? mark : `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`))
    .replace(/\\[bf]/g, mark => (mark === '\\b' ? '\\u0008' : '\\u000c'));
