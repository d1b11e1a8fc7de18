import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Extractor } from '../extractor.ts';
import { jsonFile } from '../json/parse.ts';
import { tomlTree } from '../toml/parse.ts';
import { dotted, settings } from '../settings/setting.ts';
import { templated } from '../settings/placeholder.ts';
import type { Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';

/** Agents and viewers configured in YAML or TOML: Filebeat, Metricbeat, Promtail, Vector, Kibana, Alertmanager, Telegraf, Tempo's generator. */
export const logShipping: Extractor = {
  name: 'log-shipping',
  include: ['**/*{beat,promtail,vector,kibana,alertmanager,telegraf,apm-server,tempo}*.{yaml,yml,toml,conf}'],
  mayMatch: text => /^[ \t]*[[\w."'-]+(?:\s*[:=]|\]|\.)/m.test(text),
  extract: source => ({ facts: rootsOf(source).flatMap(root => [...sent(root)]), problems: [] }),
};

function rootsOf(source: Parameters<Extractor['extract']>[0]): readonly Node[] {
  if (/\.(toml|conf)$/.test(source.path)) return [tomlTree(source)];
  if (source.path.endsWith('.json')) return [jsonFile(source).root];
  return yamlFile(source).documents.map(document => document.root);
}

/** On the dotted name with indexes. */
const SENDS =
  /^(output\.\w+\.(hosts?|url)|setup\.kibana\.host|clients\.url|sinks\.[^.]+\.(endpoints?|address|bootstrap_servers|uri)|elasticsearch\.(hosts|url)|monitoring\.elasticsearch\.hosts|outputs\.\w+\.(urls|url|servers|brokers)|receivers\.\w+\.(url|smarthost)|global\.smtp_smarthost|metrics_generator\.storage\.remote_write\.url|xpack\..*\.hosts|metricbeat\.modules\.hosts|filebeat\.inputs\.hosts|inputs\.\w+\.(urls|servers|brokers|address))$/;

function* sent(root: Node): Iterable<UsesAddress> {
  for (const { name, text, at } of settings(root, dotted)) {
    if (text === '' || !SENDS.test(name.replace(/\[\d+]/g, ''))) continue;
    yield {
      kind: 'uses-address',
      at,
      protocol: name.endsWith('smarthost') ? 'smtp' : 'telemetry',
      target: templated(text),
      via: name.replace(/\[\d+]/g, ''),
    };
  }
}
