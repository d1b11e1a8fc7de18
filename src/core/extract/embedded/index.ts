import type { Fact } from '../../model/fact.ts';
import type { UsesAddress } from '../../model/talk-fact.ts';
import type { LimitsCalls, Retries } from '../../model/resilience-fact.ts';
import type { FilePath, Source, Span } from '../../model/source.ts';
import { appsettings } from '../appsettings/index.ts';
import type { Extractor } from '../extractor.ts';
import { apache } from '../gateways/apache.ts';
import { caddy } from '../gateways/caddy.ts';
import { envoy } from '../gateways/envoy.ts';
import { haproxy } from '../gateways/haproxy.ts';
import { kong } from '../gateways/kong.ts';
import { nginx } from '../gateways/nginx.ts';
import { traefik } from '../gateways/traefik.ts';
import { collector } from '../observability/collector.ts';
import { fluent } from '../observability/fluent.ts';
import { grafana } from '../observability/grafana.ts';
import { logstash } from '../observability/logstash.ts';
import { prometheus } from '../observability/prometheus.ts';
import { spring } from '../spring/index.ts';
import { at, entries, text, type MappingEntry } from '../../yaml/tree.ts';
import { objectsFile } from '../../yaml/parse.ts';

/**
 * Configuration files that a ConfigMap carries as texts. Their connections are those of whoever mounts the ConfigMap,
 * so it stands as the caller: `configmap:<name>`.
 */
export const embedded: Extractor = {
  name: 'embedded',
  include: ['**/*.{yaml,yml}'],
  keys: ['kind'],
  mayMatch: text => /^kind:[ \t]*["']?ConfigMap\b/m.test(text) && holdsFile(text),
  extract: source => {
    const maps = objectsFile(source).documents.filter(({ root }) => text(root, 'kind') === 'ConfigMap');
    const facts = maps.flatMap(({ root }) => {
      const caller = `configmap:${text(root, 'metadata', 'name') ?? ''}`;
      return entries(at(root, 'data')).flatMap(entry =>
        inside(entry, source).map(fact => (fact.kind === 'uses-address' ? { ...fact, caller } : fact)),
      );
    });
    return { facts, problems: [] };
  },
};

/** A key that is a file's name, with a block of lines. */
const FILE = /^[ \t]+["']?(?:[\w.-]+\.(?:conf|cfg|ya?ml|json|properties|toml|template)|Caddyfile)["']?:[ \t]*\|/;

/** Only what stands before the first bar of a line is looked at closer: few lines have one. */
function holdsFile(text: string): boolean {
  for (let bar = text.indexOf('|'); bar >= 0;) {
    if (FILE.test(text.slice(text.lastIndexOf('\n', bar) + 1, bar + 1))) return true;
    const end = text.indexOf('\n', bar);
    bar = end < 0 ? -1 : text.indexOf('|', end);
  }
  return false;
}

const READERS: readonly (readonly [RegExp, readonly Extractor[]])[] = [
  [/^(application|bootstrap)[^/]*\.(ya?ml|properties)$/, [spring]],
  [/^appsettings[^/]*\.json$/, [appsettings]],
  [/\.(conf|template|cfg)$/, [nginx, apache, haproxy, fluent, logstash]],
  [/^Caddyfile$/, [caddy]],
  [/\.(ya?ml|json)$/, [envoy, prometheus, collector, grafana, kong]],
  [/\.(ya?ml|toml)$/, [traefik]],
];

/** The lines of the block are read as they stand, indented, so that their places are those of the whole file. */
function inside({ key, value }: MappingEntry, source: Source): readonly Connection[] {
  if (value.kind !== 'scalar' || source.text[value.at[0]] !== '|') return [];
  const start = source.text.indexOf('\n', value.at[0]) + 1;
  if (start === 0 || start >= value.at[1]) return [];
  const file: Source = { path: key as FilePath, text: source.text.slice(start, value.at[1]) };
  const readers = READERS.filter(([name]) => name.test(key)).flatMap(([, readers]) => readers);
  const moved = ([from, to]: Span): Span => [from + start, to + start];
  return readers
    .flatMap(reader => connections(reader, file))
    .map(fact =>
      fact.kind === 'uses-address' || !fact.over
        ? { ...fact, at: moved(fact.at) }
        : { ...fact, at: moved(fact.at), over: moved(fact.over) },
    );
}

/** Whom the file calls, and how long and how often. */
type Connection = UsesAddress | LimitsCalls | Retries;

const isConnection = (fact: Fact): fact is Connection =>
  fact.kind === 'uses-address' || fact.kind === 'limits-calls' || fact.kind === 'retries';

/** Gates look at the beginnings of lines, which indentation has moved: only those of plain texts count here. */
function connections(reader: Extractor, file: Source): readonly Connection[] {
  if (!/\.(ya?ml|json|properties)$/.test(file.path) && reader.mayMatch && !reader.mayMatch(file.text)) return [];
  return reader.extract(file).facts.filter(isConnection);
}
