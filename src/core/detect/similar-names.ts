import { distance, wordsOf } from './names.ts';

/** A name taken apart once: it is compared with every other. */
interface Parts {
  readonly words: readonly string[];
  /** Its words in their usual spelling. */
  readonly plain: readonly string[];
  readonly joined: string;
  readonly compact: string;
  readonly digits: string;
}

const MOST_KNOWN = 50_000;
const known = new Map<string, Parts>();

function partsOf(name: string): Parts {
  const answer = known.get(name);
  if (answer) return answer;
  if (known.size >= MOST_KNOWN) known.clear();
  const words = wordsOf(name);
  const plain = words.map(word => SYNONYMS[word] ?? word);
  const parts = { words, plain, joined: plain.join('_'), compact: name.replaceAll('_', ''), digits: name.replace(/\D/g, '') };
  known.set(name, parts);
  return parts;
}

/** How one name may be meant where another is written. `slip`: other spellings or a wrong letter; `word`: a word more that says nothing. */
export type Likeness = 'slip' | 'word' | 'none';

const MOST_ANSWERS = 200_000;
let answers = 0;
const likenesses = new Map<string, Map<string, Likeness>>();

/** Names stay the same from edit to edit, and each is compared with every other. */
export function likeness(a: string, b: string): Likeness {
  const told = likenesses.get(a)?.get(b);
  if (told) return told;
  const found = isSameName(a, b) || isSlip(a, b) ? 'slip' : isWordMore(a, b) ? 'word' : 'none';
  if (++answers > MOST_ANSWERS) {
    likenesses.clear();
    answers = 0;
  }
  const own = likenesses.get(a) ?? new Map<string, Likeness>();
  likenesses.set(a, own.set(b, found));
  return found;
}

/** The same words in other spellings: `DB_PASS` and `DATABASE_PASSWORD`, `DBHOST` and `DB_HOST`. */
function isSameName(a: string, b: string): boolean {
  const [left, right] = [partsOf(a), partsOf(b)];
  return left.joined === right.joined || left.compact === right.compact;
}

const SYNONYMS: Readonly<Record<string, string>> = {
  pass: 'password',
  passwd: 'password',
  pwd: 'password',
  pw: 'password',
  usr: 'user',
  username: 'user',
  login: 'user',
  db: 'database',
  dbname: 'database',
  uri: 'url',
  dsn: 'url',
  connectionstring: 'url',
  connstr: 'url',
  addr: 'host',
  address: 'host',
  hostname: 'host',
  server: 'host',
  svc: 'service',
  srv: 'service',
  apikey: 'key',
  conn: 'connection',
  msg: 'message',
  mq: 'queue',
  auth: 'authentication',
  cfg: 'config',
  conf: 'config',
  env: 'environment',
};

/** A letter or two in a long name, and no other number: `HOST_1` and `HOST_2` are two. */
function isSlip(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 6 || Math.abs(a.length - b.length) > 2) return false;
  const [one, other] = [partsOf(a), partsOf(b)];
  if (one.digits !== other.digits) return false;
  const words = [one.words, other.words] as const;
  if (words[0].length !== words[1].length) return distance(a, b, 2) <= 1;
  const differing = words[0].flatMap((word, at) => (word === words[1][at] ? [] : [[word, words[1][at]!] as const]));
  return (
    differing.length === 1 &&
    differing.every(
      ([left, right]) =>
        Math.min(left.length, right.length) >= 4 && distance(left, right, 3) <= (Math.min(left.length, right.length) >= 7 ? 2 : 1),
    )
  );
}

/** One name is the other with a word that says nothing more, before it or inside: `DATABASE_CONNECTIONSTRING`, `ORDERS_SERVICE_URL`. */
function isWordMore(a: string, b: string): boolean {
  const [one, other] = [partsOf(a), partsOf(b)];
  if (Math.abs(one.plain.length - other.plain.length) !== 1) return false;
  const [short, long] = one.plain.length < other.plain.length ? [one.plain, other.plain] : [other.plain, one.plain];
  const extra = long.findIndex((word, at) => word !== short[at]);
  const isSame = long.toSpliced(extra, 1).join('_') === short.join('_');
  if (!isSame) return false;
  if (WEAK.has(long[extra]!)) return short.length > 1;
  return (
    extra === 0 &&
    (short.length > 1 ? !GENERIC.test(short[0]!) : partsOf(a.length < b.length ? a : b).words.every(word => word.length >= 10))
  );
}

const WEAK: ReadonlySet<string> = new Set([
  'service',
  'host',
  'api',
  'app',
  'base',
  'main',
  'default',
  'the',
  'my',
  'internal',
  'name',
  'value',
  'string',
]);
const GENERIC =
  /^(host|port|url|user|password|key|token|secret|id|name|path|level|mode|timeout|enabled|client|max|min|log|api|public|private|access|secure|base)$/;
