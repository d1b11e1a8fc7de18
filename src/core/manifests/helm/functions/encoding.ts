import { sha256OfBytes } from '../../hash/sha256.ts';
import { TemplateError } from '../value.ts';
import type { GoFunction, GoString, GoValue } from '../value.ts';
import { adler32, sha1, sha512 } from './hashes.ts';
import { changed, takes, takesMore } from './signature.ts';
import { withoutEnd } from './strings.ts';
import { checkLength, mapOf, originsIn, standIn, textFrom } from './text.ts';

const BASE_64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Each `bits` bits as a letter, filled up to a whole group. */
function encoded(text: string, letters: string, bits: 5 | 6): string {
  checkLength(text.length);
  let written = '';
  let [buffer, held] = [0, 0];
  for (const byte of bytesOf(text)) {
    buffer = ((buffer << 8) | byte) & 0xffff;
    for (held += 8; held >= bits; held -= bits) written += letters[(buffer >> (held - bits)) & ((1 << bits) - 1)];
  }
  if (held > 0) written += letters[(buffer << (bits - held)) & ((1 << bits) - 1)];
  const group = bits === 6 ? 4 : 8;
  return written + '='.repeat((group - (written.length % group)) % group);
}

/** The bytes as text, or the error as text: sprig gives the one where the other was wanted. */
function decoded(text: string, letters: string, bits: 5 | 6): string {
  const name = bits === 6 ? 'base64' : 'base32';
  const group = bits === 6 ? 4 : 8;
  const plain = text.replace(/[\r\n]/g, '');
  const digits = withoutEnd(plain, '=');
  const wrong = [...digits].findIndex(letter => !letters.includes(letter));
  if (wrong >= 0) return `illegal ${name} data at input byte ${bytesOf([...digits].slice(0, wrong).join('')).length}`;
  if (plain.length % group !== 0 || plain.length - digits.length >= group - 1 || ((digits.length * bits) % 8 >= bits && digits.length > 0))
    return `illegal ${name} data at input byte ${digits.length - (plain.length === digits.length ? digits.length % group : 0)}`;
  const bytes: number[] = [];
  let [buffer, held] = [0, 0];
  for (const letter of digits) {
    buffer = ((buffer << bits) | letters.indexOf(letter)) & 0xffff;
    held += bits;
    if (held >= 8) bytes.push((buffer >> (held -= 8)) & 0xff);
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

/** What cannot be known before the chart is installed. The text in its place is always the same. */
const RANDOM = 'It is random: made anew at each rendering.';
const CERTIFICATE = 'It is a key or certificate made at each rendering.';

const random = (letter: string): GoFunction =>
  takes(['int'], count => {
    checkLength(count.value);
    return standIn(letter.repeat(Math.max(count.value, 0)), RANDOM, count);
  });

const pem = (label: string): string => `-----BEGIN ${label}-----\nMADE-WHEN-RENDERED\n-----END ${label}-----\n`;

const certificate = (values: readonly GoValue[]): GoValue => ({
  kind: 'object',
  type: 'sprig.certificate',
  fields: new Map([
    ['Cert', standIn(pem('CERTIFICATE'), CERTIFICATE, ...values)],
    ['Key', standIn(pem('RSA PRIVATE KEY'), CERTIFICATE, ...values)],
  ]),
  methods: new Map(),
  origins: originsIn(...values),
});

const certified = takesMore([], 'any', certificate);

const hashed = (hash: (bytes: Uint8Array) => string): GoFunction => changed(text => hash(bytesOf(text)));

/** A name and what the password is turned into, which has a random part. */
const htpasswd = takes(['string', 'string'], (user, password): GoString => {
  if (user.text.includes(':')) return textFrom(`invalid username: ${user.text}`, user);
  return standIn(`${user.text}:$2a$10$made-when-rendered`, RANDOM, user, password);
});

const genPrivateKey = takes(['string'], kind => {
  const label: Readonly<Record<string, string>> = { '': 'RSA', rsa: 'RSA', dsa: 'DSA', ecdsa: 'EC', ed25519: '' };
  const found = label[kind.text];
  if (found === undefined) return textFrom(`Unknown type ${kind.text}`, kind);
  return standIn(pem(`${found} PRIVATE KEY`.trim()), CERTIFICATE, kind);
});

export const ENCODING: Readonly<Record<string, GoFunction>> = {
  b64enc: changed(text => encoded(text, BASE_64, 6)),
  b64dec: changed(text => decoded(text, BASE_64, 6)),
  b32enc: changed(text => encoded(text, BASE_32, 5)),
  b32dec: changed(text => decoded(text, BASE_32, 5)),
  sha1sum: hashed(sha1),
  sha256sum: hashed(sha256OfBytes),
  sha512sum: hashed(sha512),
  adler32sum: hashed(bytes => String(adler32(bytes))),
  bcrypt: takes(['string'], password => standIn('$2a$10$made-when-rendered', RANDOM, password)),
  htpasswd,
  randAlphaNum: random('a'),
  randAlpha: random('a'),
  randAscii: random('a'),
  randNumeric: random('1'),
  randBytes: takes(['int'], count => {
    checkLength(count.value);
    return standIn(encoded('\0'.repeat(Math.max(count.value, 0)), BASE_64, 6), RANDOM, count);
  }),
  randInt: takes(['int', 'int'], (low, high) => {
    if (high.value <= low.value) throw new TemplateError('invalid argument to Intn');
    return { kind: 'int', value: low.value, origins: originsIn(low, high) };
  }),
  shuffle: takes(['string'], text => standIn(text.text, RANDOM, text)),
  uuidv4: takes([], () => standIn('00000000-0000-4000-8000-000000000000', RANDOM)),
  genPrivateKey,
  genCA: certified,
  genCAWithKey: certified,
  genSelfSignedCert: certified,
  genSelfSignedCertWithKey: certified,
  genSignedCert: certified,
  genSignedCertWithKey: certified,
  buildCustomCert: takes(['string', 'string'], (cert, key) => ({
    kind: 'object',
    type: 'sprig.certificate',
    fields: new Map([
      ['Cert', textFrom(decoded(cert.text, BASE_64, 6), cert)],
      ['Key', textFrom(decoded(key.text, BASE_64, 6), key)],
    ]),
    methods: new Map(),
    origins: originsIn(cert, key),
  })),
  derivePassword: takesMore([], 'any', values =>
    standIn('derived-password', 'It is derived by scrypt, which is too slow to do here.', ...values),
  ),
  encryptAES: takes(['string', 'string'], (password, text) => standIn('encrypted', RANDOM, password, text)),
  decryptAES: takes(['string', 'string'], (password, text) => standIn('decrypted', 'Decryption is not done here.', password, text)),
  getHostByName: takes(['string'], name => mapless(name)),
};

/** Helm asks the network only where it is told to; elsewhere the answer is empty. */
const mapless = (name: GoString): GoValue => standIn('', 'It is asked of a name server.', name, mapOf(new Map(), []));
