import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Span } from '../../model/source.ts';
import { join, literal } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { templated } from '../settings/placeholder.ts';
import { configurationLines, type ConfigurationLine } from '../gateways/lines.ts';

/** Fluentd (`<match>` with its `<server>`s) and Fluent Bit (`[OUTPUT]`). */
export const fluent: Extractor = {
  name: 'fluent',
  program: 'fluent',
  include: ['**/*.conf', '**/*.conf.*', '**/fluent*'],
  mayMatch: text => /^[ \t]*(?:<match\b|\[OUTPUT\])/im.test(text),
  extract: ({ path, text }) => ({ facts: /\.(ya?ml|json|md)$/.test(path) ? [] : [...outputs(configurationLines(text))], problems: [] }),
};

interface Output {
  kind: string;
  host?: { readonly text: string; readonly at: Span };
  port?: string;
}

function* outputs(lines: readonly ConfigurationLine[]): Iterable<UsesAddress> {
  let output: Output | undefined;
  for (const { words, at } of lines) {
    const [first = '', second = ''] = words;
    const name = first.toLowerCase().replace(/^@/, '');
    if (name === '<match' || name === '[output]' || name === '<server>') {
      yield* sent(output);
      output = { kind: output?.kind ?? '' };
    } else if (/^(<\/match>|<\/server>|\[\w+\]|<(source|filter).*)$/.test(name)) {
      yield* sent(output);
      output = name === '</server>' && output ? { kind: output.kind } : undefined;
    } else if (output && (name === 'type' || name === 'name') && output.kind === '') output.kind = second;
    else if (output && /^(host|hosts|url|endpoint|brokers)$/.test(name) && second !== '') output.host = { text: second, at };
    else if (output && name === 'port') output.port = second;
  }
  yield* sent(output);
}

function* sent(output: Output | undefined): Iterable<UsesAddress> {
  if (!output?.host) return;
  const { text, at } = output.host;
  const target =
    output.port === undefined || text.includes(':') ? templated(text) : join([templated(text), literal(':'), templated(output.port)]);
  yield { kind: 'uses-address', at, protocol: 'telemetry', target, via: `Fluent output ${output.kind}`.trim() };
}
