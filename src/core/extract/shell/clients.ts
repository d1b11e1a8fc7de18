import type { Fact } from '../../model/fact.ts';
import type { Protocol, Technology } from '../../model/technology.ts';
import type { Span } from '../../model/source.ts';
import { join, literal, type Value } from '../../model/value.ts';
import { isAddress, protocolOf } from '../settings/address.ts';
import { plain, templated } from '../settings/placeholder.ts';
import type { ShellCommand, ShellWord } from './commands.ts';

/** Clients that send requests to the URLs among their words. */
const HTTP = /^(curl|wget|ab|hey|wrk2?|http|https|xh|vegeta|siege|bombardier|oha|autocannon|artillery|httpie|fortio|lynx)$/;
/** Data store clients: the options that name the host and the port. */
const STORES: Readonly<Record<string, { readonly protocol: Technology; readonly host: RegExp; readonly port: RegExp }>> = {
  'redis-cli': { protocol: 'redis', host: /^(-h|-u)$/, port: /^-p$/ },
  psql: { protocol: 'postgres', host: /^(-h|--host)$/, port: /^(-p|--port)$/ },
  pg_isready: { protocol: 'postgres', host: /^(-h|--host)$/, port: /^(-p|--port)$/ },
  pg_dump: { protocol: 'postgres', host: /^(-h|--host)$/, port: /^(-p|--port)$/ },
  mysql: { protocol: 'mysql', host: /^(-h|--host)$/, port: /^(-P|--port)$/ },
  mysqladmin: { protocol: 'mysql', host: /^(-h|--host)$/, port: /^(-P|--port)$/ },
  mongo: { protocol: 'mongodb', host: /^--host$/, port: /^--port$/ },
  mongosh: { protocol: 'mongodb', host: /^--host$/, port: /^--port$/ },
  mongoimport: { protocol: 'mongodb', host: /^(-h|--host|--uri)$/, port: /^--port$/ },
  mongorestore: { protocol: 'mongodb', host: /^(-h|--host|--uri)$/, port: /^--port$/ },
  sqlcmd: { protocol: 'sqlserver', host: /^-S$/, port: /^$/ },
  'kafka-topics': { protocol: 'kafka', host: /^--(bootstrap-server|broker-list)$/, port: /^$/ },
  'kafka-console-producer': { protocol: 'kafka', host: /^--(bootstrap-server|broker-list)$/, port: /^$/ },
  'kafka-console-consumer': { protocol: 'kafka', host: /^--bootstrap-server$/, port: /^$/ },
  kcat: { protocol: 'kafka', host: /^-b$/, port: /^$/ },
  kafkacat: { protocol: 'kafka', host: /^-b$/, port: /^$/ },
  rabbitmqadmin: { protocol: 'rabbitmq', host: /^(-H|--host)$/, port: /^(-P|--port)$/ },
};

export function* requests({ words }: ShellCommand): Iterable<Fact> {
  const name = words[0]!.text.replace(/^.*\//, '').replace(/\.(sh|bat|exe)$/, '');
  if (HTTP.test(name)) yield* http(name, words);
  else if (name === 'grpcurl') yield* grpc(words);
  else if (Object.hasOwn(STORES, name)) yield* store(name, words);
  else yield* mentioned(words);
}

/** Downloads at build time and pages of documentation are no calls of the running system. */
const DOWNLOAD =
  /\.(tar|gz|tgz|zip|deb|rpm|jar|sh|asc|gpg|xz|bz2|whl|txt|ya?ml|sql|py|exe|sha256)(\?|$)|^https?:\/\/(raw\.githubusercontent|github|get\.|deb\.|dl\.|download|packages\.|apt\.|bootstrap\.pypa|storage\.googleapis|repo1?\.|objects\.github|sh\.rustup|deb\.nodesource)/i;
const TAKES_VALUE =
  /^(-[AHXdoueTFbcmnkp]|--(data|data-raw|data-binary|header|request|output|user|form|user-agent|referer|cookie|max-time|retry|write-out|connect-timeout|cacert|cert|key))$/;
const METHOD = /^(-X|--request|-m)$/;

function* http(name: string, words: readonly ShellWord[]): Iterable<Fact> {
  const method = methodOf(words);
  for (let index = 1; index < words.length; index++) {
    const before = words[index - 1]!.text;
    const { text, at } = words[index]!;
    if ((TAKES_VALUE.test(before) && !/^https?:\/\//.test(text)) || /^-[HAe]/.test(before) || text.startsWith('-')) continue;
    const url = text.startsWith('--url=') ? text.slice('--url='.length) : text;
    if (!/^(https?:\/\/|wss?:\/\/|\$|[a-z][\w.-]*:\d{2,5}(\/|$)|[a-z][\w.-]*\.\w+\/)/i.test(url) || DOWNLOAD.test(url)) continue;
    const target = templated(lowerCase(url));
    if (url.startsWith('$') && !/[/:]/.test(plain(target)) && !/(url|host|addr|endpoint|uri|server|service|api)/i.test(url)) continue;
    yield {
      kind: 'uses-address',
      at,
      protocol: /^wss?:/.test(url) ? 'websocket' : 'http',
      target,
      via: name,
      ...(method !== undefined && { method }),
    };
  }
}

/** Shell scripts name their own variables in lower case too. */
const lowerCase = (text: string): string => text.replace(/\$([a-z_][a-zA-Z0-9_]*)/g, '${$1}');

function methodOf(words: readonly ShellWord[]): string | undefined {
  for (let index = 1; index < words.length; index++) {
    const { text } = words[index]!;
    if (METHOD.test(words[index - 1]!.text) && /^[A-Z]{3,7}$/.test(text)) return text;
    if (/^-X[A-Z]{3,7}$/.test(text)) return text.slice(2);
    if (/^(-d|--data.*|-p|--post-(data|file).*)$/.test(text) && words[0]!.text !== 'wrk') return 'POST';
  }
  return undefined;
}

function* grpc(words: readonly ShellWord[]): Iterable<Fact> {
  const found = words.slice(1).find(word => /^[\w.${}-]+:[\d${}\w]+$/.test(word.text));
  if (found) yield { kind: 'uses-address', at: found.at, protocol: 'grpc', target: templated(lowerCase(found.text)), via: 'grpcurl' };
}

function* store(name: string, words: readonly ShellWord[]): Iterable<Fact> {
  const { protocol, host, port } = STORES[name]!;
  const option = (pattern: RegExp): ShellWord | undefined => {
    for (let index = 1; index < words.length; index++) {
      const { text, at } = words[index]!;
      const [, long, value] = /^(--[\w-]+)=(.*)$/.exec(text) ?? /^(-[hHPS])(.+)$/.exec(text) ?? [];
      if (long !== undefined && value !== undefined && pattern.test(long)) return { text: value, at };
      if (pattern.test(text) && words[index + 1]) return words[index + 1]!;
    }
    return undefined;
  };
  const url = words.slice(1).find(word => protocolOf(word.text) === protocol && word.text.includes('://'));
  const named = url ?? option(host);
  if (!named || named.text.startsWith('-')) return;
  const number = url || /:/.test(named.text) ? undefined : option(port);
  yield uses(named.at, protocol, { via: name, target: withPort(templated(lowerCase(named.text)), number) });
}

const withPort = (target: Value, port: ShellWord | undefined): Value =>
  port ? join([target, literal(':'), templated(lowerCase(port.text))]) : target;

const uses = (at: Span, protocol: Protocol, more: { readonly via: string; readonly target: Value }): Fact => ({
  kind: 'uses-address',
  at,
  protocol,
  ...more,
});

/** Tools that only wait for an address, build, or show a text. */
const NO_CALL =
  /^(wait-for-it|wait-for|wait_for_it|dockerize|wait|nc|netcat|echo|printf|docker|git|npm|yarn|pnpm|pip3?|apt-get|apt|helm|kubectl|az|gcloud|aws|open|xdg-open|sed|grep|awk|cat|export|test|\[|\[\[|cd|source|go|mvn|gradle|istioctl|minikube|k3d|kind|terraform)$/;

function* mentioned(words: readonly ShellWord[]): Iterable<Fact> {
  if (NO_CALL.test(words[0]!.text.replace(/^.*\//, '').replace(/\.sh$/, ''))) return;
  for (const { text, at } of words.slice(1)) {
    const [, name, value = text] = /^(--?[\w-]+)=(.+)$/.exec(text) ?? [];
    const address = templated(lowerCase(value));
    if (!isAddress(plain(address)) || DOWNLOAD.test(value)) continue;
    yield { kind: 'mentions-address', at, value: address, ...(name !== undefined && { name }) };
  }
}
