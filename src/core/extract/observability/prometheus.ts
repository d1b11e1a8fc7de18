import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Extractor } from '../extractor.ts';
import { at, items, type Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { scrapeJobs } from './scrape-jobs.ts';
import { telemetry } from './telemetry.ts';

/** Prometheus (and agents that take its format): what it scrapes, writes to and alerts. */
export const prometheus: Extractor = {
  name: 'prometheus',
  program: 'prometheus',
  include: ['**/*.{yaml,yml}', '**/*prometheus*.{tmpl,template,j2,tpl}'],
  keys: ['scrape_configs', 'remote_write', 'remote_read', 'alerting'],
  mayMatch: text => /^(?:scrape_configs|remote_write|remote_read|alerting):/m.test(text),
  extract: source => {
    const { documents, problems } = yamlFile(source);
    return { facts: documents.flatMap(({ root }) => [...scraped(root), ...scrapeJobs(root)]), problems };
  },
};

/** Static targets of a mapping with `scrape_configs`; discovered ones are known to Prometheus alone. */
export function* scraped(root: Node | undefined): Iterable<UsesAddress> {
  for (const job of items(at(root, 'scrape_configs'))) yield* staticTargets(job, 'Prometheus scrape');
  for (const key of ['remote_write', 'remote_read']) {
    for (const remote of items(at(root, key))) yield* telemetry(at(remote, 'url'), `Prometheus ${key}`);
  }
  for (const manager of items(at(root, 'alerting', 'alertmanagers'))) yield* staticTargets(manager, 'Prometheus alertmanager');
}

function* staticTargets(job: Node, via: string): Iterable<UsesAddress> {
  for (const key of ['static_configs', 'dns_sd_configs']) {
    for (const config of items(at(job, key))) {
      for (const target of [...items(at(config, 'targets')), ...items(at(config, 'names'))]) yield* telemetry(target, via);
    }
  }
}
