import type { ScrapesJob } from '../../model/metric-fact.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';

type Label = ScrapesJob['labels'][number];

/** The jobs of a mapping with `scrape_configs`, and the labels under which what they find is kept. */
export const scrapeJobs = (root: Node | undefined): readonly ScrapesJob[] =>
  items(at(root, 'scrape_configs')).flatMap((config): readonly ScrapesJob[] => {
    const name = at(config, 'job_name');
    if (name?.kind !== 'scalar' || name.text === '') return [];
    const statics = items(at(config, 'static_configs'));
    const named = [...statics.flatMap(one => items(at(one, 'targets'))), ...items(at(config, 'dns_sd_configs', 0, 'names'))];
    const labels = [...statics.flatMap(one => written(at(one, 'labels'))), ...items(at(config, 'relabel_configs')).flatMap(made)];
    return [{ kind: 'scrapes-job', at: name.at, job: name.text, hosts: named.flatMap(hostOf), labels }];
  });

const hostOf = (target: Node): readonly string[] =>
  target.kind === 'scalar' ? [target.text.replace(/^\w+:\/\//, '').replace(/[:/].*$/, '')].filter(host => host !== '') : [];

const written = (labels: Node | undefined): readonly Label[] =>
  entries(labels).flatMap(({ key, value }) => (value.kind === 'scalar' ? [{ name: key, value: value.text }] : []));

/** What Prometheus' discovery of Kubernetes says of a target, by the label that says it. */
const SOURCES: readonly (readonly [RegExp, NonNullable<Label['of']>])[] = [
  [/^__meta_kubernetes_service_name$/, 'service'],
  [/^__meta_kubernetes_(?:service|pod|endpoints)_label_(?:app|name|k8s_app|app_kubernetes_io_name)$/, 'app'],
  [/^__meta_kubernetes_pod_container_name$/, 'container'],
  [/^__meta_kubernetes_pod_name$/, 'pod'],
  [/^__meta_kubernetes_namespace$/, 'namespace'],
];

/** A rule that copies what the discovery found into a label of its own. */
function made(rule: Node): readonly Label[] {
  const name = text(rule, 'target_label');
  const sources = items(at(rule, 'source_labels')).flatMap(label => (label.kind === 'scalar' ? [label.text] : []));
  const of = SOURCES.find(([source]) => sources.length === 1 && source.test(sources[0]!))?.[1];
  return name === undefined || name.startsWith('__') || of === undefined ? [] : [{ name, of }];
}
