import { cleanPath } from '../../clean-path.ts';
import { TemplateError } from '../value.ts';
import type { GoFunction, GoMap, GoString, GoValue } from '../value.ts';
import { changed, kindName, takes, takesMore } from './signature.ts';
import { withoutEnd } from './strings.ts';
import { because, boolFrom, mapOf, originsIn, textFrom } from './text.ts';
import { printedText } from './printf.ts';

function base(path: string): string {
  if (path === '') return '.';
  const trimmed = withoutEnd(path, '/');
  return trimmed.slice(trimmed.lastIndexOf('/') + 1) || '/';
}

const dir = (path: string): string => cleanPath(path.slice(0, path.lastIndexOf('/') + 1));

function ext(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.includes('.') ? name.slice(name.lastIndexOf('.')) : '';
}

const isAbs = takes(['string'], path => boolFrom(path.text.startsWith('/'), path));

const bytes = (character: string): number[] => [...new TextEncoder().encode(character)];
const percent = (character: string): string =>
  bytes(character)
    .map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');

/** A text as part of a query, a blank being a plus sign. */
const queryEscaped = (text: string): string =>
  text.replace(/[^A-Za-z0-9\-_.~]/gu, character => (character === ' ' ? '+' : percent(character)));

const pathEscaped = (text: string): string => text.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]]/gu, percent);
const fragmentEscaped = (text: string): string => text.replace(/[^A-Za-z0-9\-_.~$&+,/:;=?@!()'*]/gu, percent);

const decode = (hex: string) => new TextDecoder().decode(Uint8Array.from(hex.slice(1).split('%'), byte => Number.parseInt(byte, 16)));

function unescaped(text: string, what: string): string {
  const wrong = /%(?![\da-f]{2})(.{0,2})/i.exec(text);
  if (wrong) throw new TemplateError(`unable to parse url: invalid URL escape "${wrong[0]}" in the ${what}`);
  const all = [...text.matchAll(/((?:%[\da-f]{2})+)|([^%]+)/gi)];
  return all.map(([, hex, plain]) => (hex === undefined ? plain! : decode(hex))).join('');
}

interface Url {
  readonly scheme: string;
  readonly opaque: string;
  readonly userinfo: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

const URL_PARTS = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/;

function urlOf(text: string): Url {
  if (/[^\P{Cc}\u0080-\u009f]/u.test(text)) throw new TemplateError('unable to parse url: invalid control character in URL');
  if (text.startsWith(':')) throw new TemplateError(`unable to parse url: parse "${text}": missing protocol scheme`);
  const [, scheme = '', rest = '', query = '', fragment = ''] = URL_PARTS.exec(text) ?? [];
  const plain = {
    scheme: scheme.toLowerCase(),
    query,
    fragment: unescaped(fragment, 'fragment'),
    opaque: '',
    userinfo: '',
    host: '',
    path: '',
  };
  if (scheme !== '' && !rest.startsWith('/')) return { ...plain, opaque: rest };
  if (scheme === '' && rest.split('/')[0]!.includes(':'))
    throw new TemplateError(`unable to parse url: parse "${text}": first path segment in URL cannot contain colon`);
  if (!rest.startsWith('//')) return { ...plain, path: unescaped(rest, 'path') };
  const slash = rest.indexOf('/', 2);
  const [authority, path] = slash < 0 ? [rest.slice(2), ''] : [rest.slice(2, slash), rest.slice(slash)];
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  if (!/^[^:[\]]*(?::\d*)?$|^\[[^\]]*\](?::\d*)?$/.test(host))
    throw new TemplateError(`unable to parse url: parse "${text}": invalid port ":${host.split(':').at(-1)}" after host`);
  if (/[ "<>^`{|}\\]/.test(host)) throw new TemplateError(`unable to parse url: invalid character in host name "${host}"`);
  return {
    ...plain,
    userinfo: at < 0 ? '' : userText(authority.slice(0, at)),
    host: unescaped(host, 'host'),
    path: unescaped(path, 'path'),
  };
}

const userEscaped = (text: string) => unescaped(text, 'user').replace(/[^A-Za-z0-9\-_.~$&+,;=]/gu, percent);

/** Name and password with each its own escapes. */
const userText = (userinfo: string): string => {
  const [name = '', ...password] = userinfo.split(':');
  return [userEscaped(name), ...(password.length > 0 ? [userEscaped(password.join(':'))] : [])].join(':');
};

const hostname = (host: string): string => /^\[([^\]]*)\]/.exec(host)?.[1] ?? host.replace(/:\d*$/, '');

const urlParse = takes(['string'], text => {
  const url = urlOf(text.text);
  const parts = Object.entries({ ...url, hostname: hostname(url.host) });
  return mapOf(new Map(parts.map(([name, part]) => [name, textFrom(part, text)])), originsIn(text));
});

function part(map: GoMap, name: string): string {
  const found: GoValue | undefined = map.entries.get(name);
  if (!found) return '';
  if (found.kind !== 'string') throw new TemplateError(`unable to parse ${name} key, must be of type string, but ${kindName(found)} found`);
  return found.text;
}

function joinedUrl(map: GoMap): string {
  const [scheme, host, path, query, opaque, fragment, userinfo] = ['scheme', 'host', 'path', 'query', 'opaque', 'fragment', 'userinfo'].map(
    name => part(map, name),
  ) as [string, string, string, string, string, string, string];
  const head = scheme === '' ? '' : `${scheme}:`;
  const tail = (query === '' ? '' : `?${query}`) + (fragment === '' ? '' : `#${fragmentEscaped(fragment)}`);
  if (opaque !== '') return head + opaque + tail;
  const user = userinfo === '' ? '' : `${userText(userinfo)}@`;
  const authority =
    scheme !== '' || host !== '' || user !== '' ? (host !== '' || path !== '' || user !== '' ? `//${user}${host}` : '') : '';
  const written = pathEscaped(path);
  const slash = written !== '' && !written.startsWith('/') && host !== '' ? '/' : '';
  const dot = head === '' && authority === '' && written.split('/')[0]!.includes(':') ? './' : '';
  return head + authority + slash + dot + written + tail;
}

const HTML: Readonly<Record<string, string>> = { '\0': '\ufffd', '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const SCRIPT: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
};

const htmlEscaped = (text: string): string => text.replace(/["'&<>]|\0/g, character => HTML[character]!);

const scriptEscaped = (text: string): string =>
  text.replace(/[\\'"<>&=]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, character => {
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return SCRIPT[character] ?? `\\u${code}`;
  });

const escaping = (escape: (text: string) => string): GoFunction =>
  takesMore([], 'any', (values): GoString => {
    const text = printedText(values);
    return because(textFrom(escape(text.text), text), ...values);
  });

export const PATHS: Readonly<Record<string, GoFunction>> = {
  base: changed(base),
  dir: changed(dir),
  clean: changed(cleanPath),
  ext: changed(ext),
  isAbs,
  osBase: changed(base),
  osDir: changed(dir),
  osClean: changed(cleanPath),
  osExt: changed(ext),
  osIsAbs: isAbs,
  urlParse,
  urlJoin: takes(['map'], map => textFrom(joinedUrl(map), map)),
  urlquery: escaping(queryEscaped),
  html: escaping(htmlEscaped),
  js: escaping(scriptEscaped),
};
