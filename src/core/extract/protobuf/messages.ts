import type { DeclaresMessage } from '../../model/shape-fact.ts';
import type { Token } from './tokens.ts';

type Field = DeclaresMessage['fields'][number];

interface Open {
  readonly name: string;
  readonly at: DeclaresMessage['at'];
  readonly fields: Field[];
  readonly depth: number;
}

const NAME = /^[A-Za-z_]\w*$/;

/** The messages of a file with their fields. A half-written field is left out. */
export function messagesIn(all: readonly Token[]): readonly DeclaresMessage[] {
  const found: DeclaresMessage[] = [];
  const open: Open[] = [];
  let inPackage = '';
  let depth = 0;
  let start = 0;
  for (let index = 0; index < all.length; index++) {
    const token = all[index]!;
    if (token.quoted) continue;
    if (token.text === '{') {
      const [word, name] = all.slice(start, index);
      if (word?.text === 'message' && name && NAME.test(name.text)) {
        const outer = open.at(-1)?.name ?? inPackage;
        open.push({ name: outer === '' ? name.text : `${outer}.${name.text}`, at: [word.at[0], name.at[1]], fields: [], depth });
      }
      depth++;
      start = index + 1;
    } else if (token.text === '}') {
      depth = Math.max(0, depth - 1);
      const message = open.at(-1);
      if (message && message.depth >= depth) {
        open.pop();
        found.push({ kind: 'declares-message', at: message.at, name: message.name, fields: message.fields });
      }
      start = index + 1;
    } else if (token.text === ';') {
      const message = open.at(-1);
      const field = message && fieldIn(all.slice(start, index));
      if (field) message.fields.push(field);
      if (depth === 0 && all[start]?.text === 'package') inPackage = all[start + 1]?.text ?? '';
      start = index + 1;
    }
  }
  return found;
}

/** `repeated string sort = 1`, `map<string, bool> sort = 1 [deprecated = true]`. */
function fieldIn(words: readonly Token[]): Field | undefined {
  const equals = words.findIndex(({ text, quoted }) => text === '=' && !quoted);
  const name = words[equals - 1];
  const number = Number(words[equals + 1]?.text);
  const before = words.slice(0, equals - 1).map(({ text }) => text);
  if (
    equals < 2 ||
    !name ||
    !Number.isInteger(number) ||
    number <= 0 ||
    /^(option|reserved|extensions|syntax|package)$/.test(before[0] ?? '')
  )
    return undefined;
  const type = before
    .filter(word => !/^(optional|required)$/.test(word))
    .join(' ')
    .replace(/\s*([<>,])\s*/g, '$1');
  return { at: [words[0]!.at[0], words[equals + 1]!.at[1]], name: name.text, number, type };
}
