const letters = (table: Uint8Array, first: string, last: string): void => void table.fill(1, first.charCodeAt(0), last.charCodeAt(0) + 1);

/** 1 for what a name may go on with. */
export const NAME_PART = new Uint8Array(128);
letters(NAME_PART, 'a', 'z');
letters(NAME_PART, 'A', 'Z');
letters(NAME_PART, '0', '9');
NAME_PART[0x24] = 1;
NAME_PART[0x5f] = 1;

export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Spaces beyond those that every keyboard has. */
export const isWideSpace = (code: number): boolean =>
  code === 0xa0 ||
  code === 0xfeff ||
  code === 0x1680 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0x3000;

export const isWideBreak = (code: number): boolean => code === 0x2028 || code === 0x2029;

export const isWideName = (code: number): boolean => code > 127 && !isWideSpace(code) && !isWideBreak(code);

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
