import type { Reader } from './reader.ts';

/** One or more texts in quotes that stand side by side, with their escapes undone. */
export function takeText(reader: Reader, expected: string): string {
  if (reader.kind !== 'text') reader.fail(expected);
  let text = '';
  while (reader.kind === 'text') {
    const { word, start, end, closed } = reader;
    reader.next();
    if (!closed) {
      reader.say([start, end], `This text is not closed; add ${word[0]} at its end.`);
      reader.cutOff();
    }
    text += unescaped(word.slice(1, -1));
  }
  return text;
}

const ESCAPE = /\\(?:[xX]([\da-fA-F]{1,2})|([0-7]{1,3})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g;

const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** Bytes that are written as numbers and are UTF-8 together are the characters that they spell; other bytes stay one character each. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  let bytes = false;
  const plain = text.replace(ESCAPE, (_, hex?: string, octal?: string, short?: string, long?: string, letter?: string) => {
    const code = hex !== undefined ? Number.parseInt(hex, 16) : octal !== undefined ? Number.parseInt(octal, 8) & 255 : undefined;
    if (code !== undefined) {
      bytes ||= code > 127;
      return String.fromCharCode(code);
    }
    const point = short ?? long;
    return point === undefined ? (LETTERS[letter!] ?? letter!) : codePoint(Number.parseInt(point, 16));
  });
  return bytes ? spelled(plain) : plain;
}

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

function spelled(text: string): string {
  const encoded = text.replace(/[%]|[^\0-\xff]/g, character => encodeURIComponent(character.isWellFormed() ? character : '\ufffd'));
  try {
    return decodeURIComponent(encoded.replace(/[\x80-\xff]/g, byte => `%${byte.charCodeAt(0).toString(16)}`));
  } catch {
    return text;
  }
}
