/** How go-yaml writes a text: plain where nothing else could be read from it. */
type ScalarStyle = 'plain' | 'single' | 'double' | 'literal';

const WORDS = new Set(
  'y Y yes Yes YES true True TRUE on On ON n N no No NO false False FALSE off Off OFF ~ null Null NULL .nan .NaN .NAN .inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF'.split(
    ' ',
  ),
);
const INTEGER = /^[-+]?(?:0x[\da-f]+|0o?[0-7]+|0b[01]+|0|[1-9]\d*)$/i;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i;
const BASE_60 = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const TIME =
  /^\d{4}-(\d\d?)-(\d\d?)(?:(?:[Tt](\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d))|(?: (\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?))?$/;

/** Whether an unquoted text would be read as something other than a text. */
export function isAmbiguous(text: string): boolean {
  if (text === '' || WORDS.has(text) || isTime(text)) return true;
  if (text.startsWith('.')) return FLOAT.test(text);
  if (!/^[-+\d]/.test(text)) return false;
  const digits = text.replaceAll('_', '');
  return (INTEGER.test(digits) && !isTooLong(digits)) || FLOAT.test(digits) || BASE_60.test(text);
}

/** A number with a base that is beyond 64 bits is a text again. */
const isTooLong = (digits: string): boolean => /^[-+]?0[xob]/i.test(digits) && digits.length > 66;

function isTime(text: string): boolean {
  const [found, month, day, ...clock] = TIME.exec(text) ?? [];
  if (found === undefined || Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return false;
  const [hour, minute, second] = clock.filter(part => part !== undefined).map(Number);
  return (hour ?? 0) < 24 && (minute ?? 0) < 60 && (second ?? 0) < 60;
}

/** What go-yaml prints as it is. Tabs, carriage returns and characters above the first plane are none of it. */
const SPECIAL = /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const BREAK = '[\\n\\r\\u0085\\u2028\\u2029]';
const SPACE_BEFORE_BREAK = new RegExp(` ${BREAK}`);
const BREAK_BEFORE_SPACE = new RegExp(`${BREAK} `);
const ANY_BREAK = new RegExp(BREAK);
const EDGE = new RegExp(`^(?: |${BREAK})|(?: |${BREAK})$`);
const INDICATOR = /^[#,[\]{}&*!|>'"%@`]|^(?:---|\.\.\.)|^[?:-](?:$|[ \t])|.:(?:$|[ \t])|[ \t\n\r]#/s;

export function styleOf(text: string): ScalarStyle {
  const spoiled = SPACE_BEFORE_BREAK.test(text) || SPECIAL.test(text);
  if (text.includes('\n')) return spoiled || text.endsWith(' ') ? 'double' : 'literal';
  if (isAmbiguous(text) || spoiled || BREAK_BEFORE_SPACE.test(text)) return 'double';
  return ANY_BREAK.test(text) || EDGE.test(text) || INDICATOR.test(text) ? 'single' : 'plain';
}

/** A text on one line, in the style that it needs. */
export function inlineScalar(text: string, style: ScalarStyle): string {
  if (style === 'plain') return text;
  if (style === 'single' && !ANY_BREAK.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return `"${text.replace(/["\\]|[^\u0020-\u007e\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/gu, escaped)}"`;
}

const NAMED: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u00a0': '\u00a0',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escaped(character: string): string {
  const point = character.codePointAt(0)!;
  const hex = point.toString(16).toUpperCase();
  if (point <= 0xff) return NAMED[character] ?? `\\x${hex.padStart(2, '0')}`;
  return NAMED[character] ?? (point <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`);
}

/** The lines of a literal block, its header first. */
export function literalBlock(text: string, indent: number): string {
  const pad = ' '.repeat(indent);
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  return [`|${hint}${chomp}`, ...lines.map(line => (line === '' ? '' : pad + line))].join('\n');
}
