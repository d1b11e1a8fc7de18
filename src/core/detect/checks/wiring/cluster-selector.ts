import type { ClusterObject } from '../../../model/cluster-fact.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check, Found } from '../../check.ts';
import { isPlain, matches, ofKind, podMakers, sameNamespace, selectorOf, servicesOf, type PodMaker } from '../../cluster-parts.ts';
import { factEvidence, partEvidence } from '../../places.ts';
import { entriesOf, pairsOf, partAt, textAt } from '../../manifest-parts.ts';
import type { System } from '../../system.ts';

export const clusterSelector: Check = {
  id: 'wiring.cluster-selector',
  stage: 'wiring',
  severity: 'critical',
  title: 'A Service or workload selects no pod',
  why: 'It has no endpoints: every call to it times out or gets 503, while the pods behind it are well.',
  fix: 'Select labels that the pod template has; they do not have to be those of the Deployment.',
  guard:
    'Services without selector, and those in whose cluster nothing of the same name or with similar labels runs (an operator may make the pods), are left alone.',
  sources: [
    'https://github.com/helm/charts/issues/5455',
    'https://github.com/restatedev/restate/issues/3905',
    'https://github.com/vllm-project/vllm/issues/37942',
    'https://github.com/devops-ia/helm-opencti/issues/258',
    'https://github.com/jaegertracing/helm-charts/issues/171',
    'https://github.com/kubernetes/kubernetes/issues/47711',
  ],
  *run(system) {
    for (const cluster of system.clusters) {
      for (const maker of podMakers(cluster)) yield* unowned(maker, system);
      const makers = podMakers(cluster).filter(({ labels }) => [...labels].every(pair => pair.every(isPlain)));
      for (const service of ofKind(cluster, 'Service')) {
        if (service.apiVersion !== 'v1' || textAt(service.written, 'spec', 'type') === 'ExternalName') continue;
        const selector = selectorOf(service);
        if (!selector || ![...selector.labels].every(pair => pair.every(isPlain))) continue;
        const near = makers.filter(({ object }) => sameNamespace(object, service));
        if (podMakers(cluster).some(({ labels, object }) => sameNamespace(object, service) && matchesMaybe(selector.labels, labels)))
          continue;
        const meant = near.find(maker => isMeant(service, selector.labels, maker));
        if (meant) yield found(service, meant, system);
      }
    }
  },
};

/** A workload whose selector its own pods do not fit, which the API server refuses. */
function* unowned({ object, labels, labelsPart }: PodMaker, system: System): Generator<Found> {
  const part = partAt(object.written, 'spec', 'selector', 'matchLabels');
  const wrong = entriesOf(part).find(
    ({ key, value }) => value.kind === 'text' && isPlain(key) && isPlain(value.text) && labels.get(key) !== value.text,
  );
  if (!wrong || object.objectKind.endsWith('Job') || ![...labels].every(pair => pair.every(isPlain))) return;
  yield {
    subject: `${object.file} ${object.objectKind} ${object.name}`,
    message: `The ${object.objectKind} ${object.name} selects ${wrong.key}: ${pairsOf(part).get(wrong.key)}, but its own pods have ${labels.has(wrong.key) ? `${wrong.key}: ${labels.get(wrong.key)}` : 'no such label'}.`,
    evidence: [
      partEvidence(wrong, object.file, 'it selects this'),
      labelsPart ? partEvidence(labelsPart, object.file, 'the labels of its pods') : factEvidence(object, 'its pods have no labels'),
    ],
    about: servicesOf(object, system),
  };
}

/** Labels of a template may become anything. */
const matchesMaybe = (selector: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): boolean =>
  matches(selector, labels) ||
  ([...labels].some(pair => !pair.every(isPlain)) &&
    [...selector].every(([key, value]) => labels.get(key) === undefined || !isPlain(labels.get(key)!) || labels.get(key) === value));

/** The workload of the same name, or the one that has a value of the selector under another key. */
const isMeant = (service: Placed<ClusterObject>, selector: ReadonlyMap<string, string>, { object, labels }: PodMaker): boolean =>
  object.name === service.name ||
  [...selector.values()].some(value => value === object.name) ||
  (selector.size > 1 &&
    [...selector].filter(([key, value]) => labels.get(key) === value).length === selector.size - 1 &&
    !isOtherPart(selector, labels));

/** `component: web` and `component: worker` are different parts of one application. */
const isOtherPart = (selector: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): boolean =>
  [...selector].some(([key, value]) => labels.has(key) && labels.get(key) !== value);

function found(service: Placed<ClusterObject>, meant: PodMaker, system: System): Found {
  const selector = selectorOf(service)!;
  const wrong = [...selector.labels].find(([key, value]) => meant.labels.get(key) !== value)!;
  const own = selector.part.kind === 'map' ? selector.part.entries.find(({ key }) => key === wrong[0]) : undefined;
  const right = meant.labels.get(wrong[0]);
  return {
    subject: `${service.file} ${service.name}`,
    message: `The Service ${service.name} selects ${wrong[0]}: ${wrong[1]}, but the pods of ${meant.object.name} ${right === undefined ? `have no label ${wrong[0]}` : `have ${wrong[0]}: ${right}`}.`,
    evidence: [
      partEvidence(own ?? selector.part, service.file, 'it selects these labels'),
      meant.labelsPart
        ? partEvidence(meant.labelsPart, meant.object.file, 'the labels of its pods')
        : factEvidence(meant.object, 'its pods have no labels'),
    ],
    about: [...new Set([...servicesOf(meant.object, system), ...servicesOf(service, system)])],
    ...(own &&
      right !== undefined &&
      own.value.kind === 'text' &&
      own.value.origins === undefined && {
        fix: { title: `Select ${wrong[0]}: ${right}`, edits: [{ file: service.file, span: own.value.at, text: right }] },
      }),
  };
}
