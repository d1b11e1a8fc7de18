import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Extractor } from '../extractor.ts';
import { jsonFile } from '../json/parse.ts';
import { at, items, text, type Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { telemetry } from './telemetry.ts';

/** Grafana's provisioned data sources, in YAML or as one JSON object each. */
export const grafana: Extractor = {
  name: 'grafana',
  program: 'grafana',
  include: ['**/*.{yaml,yml}', '**/*datasource*.json'],
  mayMatch: text =>
    (text.includes('datasources') && /^[ \t]*["']?datasources["']?\s*:/m.test(text)) || /"access"\s*:\s*"(?:proxy|direct)"/.test(text),
  extract: source => {
    if (source.path.endsWith('.json')) return { facts: [...sources(jsonFile(source).root)], problems: [] };
    const { documents } = yamlFile(source);
    return { facts: documents.flatMap(({ root }) => [...sources(root)]), problems: [] };
  },
};

function* sources(root: Node): Iterable<UsesAddress> {
  const listed = items(at(root, 'datasources'));
  for (const source of text(root, 'access') === undefined ? listed : [...listed, root]) {
    yield* telemetry(at(source, 'url'), `Grafana data source ${text(source, 'type') ?? ''}`.trim());
  }
}
