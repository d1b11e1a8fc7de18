import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Protocol } from '../../model/technology.ts';
import type { Span } from '../../model/source.ts';
import { join, literal } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { protocolOf } from '../settings/address.ts';
import { templated } from '../settings/placeholder.ts';

/** Logstash pipelines: the servers that plugins of `output` send to and plugins of `input` fetch from. */
export const logstash: Extractor = {
  name: 'logstash',
  program: 'logstash',
  include: ['**/*.conf', '**/*.conf.*', '**/pipeline/*'],
  mayMatch: text => /^[ \t]*(?:input|output)\s*\{/m.test(text) && text.includes('=>'),
  extract: ({ path, text }) => ({ facts: /\.(ya?ml|json|md)$/.test(path) ? [] : [...plugins(text)], problems: [] }),
};

const TOKEN = /#[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\b(\w+)\s*\{|\b(\w+)\s*=>\s*(\[[^\]]*\]|"[^"]*"|'[^']*'|[\w.:$]+|(?=\{))|[{}]/g;
const ADDRESS = /^(hosts?|url|urls|bootstrap_servers|jdbc_connection_string|uri|servers?|broker_list|address)$/;
/** Plugins that wait for others. */
const LISTENS = /^(beats|tcp|udp|http|syslog|gelf|elastic_agent)$/;

function* plugins(text: string): Iterable<UsesAddress> {
  const open: string[] = [];
  for (const token of text.matchAll(TOKEN)) {
    const [whole, opened, key, value] = token;
    if (opened !== undefined || whole === '{') open.push(opened ?? '');
    else if (whole === '}') open.pop();
    else if (key !== undefined && value && ADDRESS.test(key))
      yield* addresses(value, text, { open, at: [token.index, token.index + whole.length] });
  }
}

interface Place {
  readonly open: readonly string[];
  readonly at: Span;
}

const SECTION = /^(input|filter|output)$/;

function* addresses(value: string, text: string, { open, at }: Place): Iterable<UsesAddress> {
  const section = open.findLastIndex(name => SECTION.test(name));
  const plugin = open.at(-1) ?? '';
  if (section < 0 || plugin === '' || SECTION.test(plugin) || (open[section] === 'input' && LISTENS.test(plugin))) return;
  const port = /\bport\s*=>\s*"?([\w${}:]+)/.exec(text.slice(at[0] - Math.min(at[0], 200), at[1] + 200))?.[1];
  for (const part of value.replace(/^\[|\]$/g, '').split(',')) {
    const address = part.trim().replace(/^["']|["']$/g, '');
    if (address === '') continue;
    const bare = !/[:/]/.test(address.replace(/\$\{[^}]*\}/g, '')) && port !== undefined;
    yield {
      kind: 'uses-address',
      at,
      protocol: protocolOfPlugin(plugin, address),
      target: bare ? join([templated(address), literal(':'), templated(port)]) : templated(address),
      via: `Logstash ${open[section]} ${plugin}`,
    };
  }
}

function protocolOfPlugin(plugin: string, address: string): Protocol {
  const known = (['elasticsearch', 'opensearch', 'kafka', 'rabbitmq', 'redis', 'mongodb'] as const).find(name => plugin.includes(name));
  return known ?? (plugin === 'jdbc' ? (protocolOf(address) ?? 'jdbc') : plugin === 'email' ? 'smtp' : 'telemetry');
}
