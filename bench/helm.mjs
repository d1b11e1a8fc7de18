// Scores a renderer of Helm charts: what each chart's objects say about its workloads, against what Helm's own engine gave.
//   node bench/helm.mjs REFERENCE.jsonl [--misses N] [--per-chart] [--only TEXT] [--json FILE] -- COMMAND   runs COMMAND CHART --values FILE… --format json
//   node bench/helm.mjs CASES.txt --oracle "COMMAND" --write REFERENCE.jsonl                                  runs COMMAND CHART --values FILE…, twice
// A case is a chart's folder with its values files; a reference has {"dir", "values", "objects"} a line. COMMAND prints {"objects": […]}.
// What differed between the oracle's two runs (random, dates, certificates) is not compared.
import {
  answer,
  canonical,
  casesOf,
  differences,
  equal,
  nameOf,
  isMap,
  pairs,
  percent,
  request,
  UNSTABLE,
  writeReference,
} from './manifests/cases.mjs';

const KINDS = ['env', 'envFrom', 'port', 'image', 'probe', 'object'];
const usage =
  'Usage: node bench/helm.mjs REFERENCE.jsonl [--misses N] -- COMMAND, or node bench/helm.mjs CASES.txt --oracle "COMMAND" --write FILE';
const { file, command, misses, only, json, oracle, write, ...options } = request(usage, {
  oracle: { type: 'string' },
  write: { type: 'string' },
  'per-chart': { type: 'boolean' },
});
const cases = casesOf(file, only);

function prepare() {
  const once = () => cases.map(one => answer(oracle.split(' '), one, []));
  const [first, second] = [once(), once()];
  const lines = cases.map((one, at) => ({ ...one, ...first[at], objects: agreed(first[at].objects, second[at].objects) }));
  writeReference(write, lines);
}

/** The first value, with a mark in the place of all that the second has otherwise. */
function agreed(first, second) {
  if (Array.isArray(first) && Array.isArray(second) && first.length === second.length)
    return first.map((item, at) => agreed(item, second[at]));
  if (!isMap(first) || !isMap(second)) return first === second ? first : UNSTABLE;
  return Object.fromEntries(Object.keys({ ...first, ...second }).map(key => [key, agreed(first[key], second[key])]));
}

function score() {
  const rows = cases.map(one => ({ id: [one.dir, ...(one.values ?? [])].join(' + '), ...scored(one) }));
  console.log('             recall            precision');
  for (const kind of KINDS) {
    const total = key => rows.reduce((sum, row) => sum + row.counts[kind][key], 0);
    const whole = rows.filter(({ counts }) => perfect(counts[kind])).length;
    const recall = `${percent(total('right'), total('wanted'))} of ${total('wanted')}`;
    console.log(
      `${kind.padEnd(8)} ${recall.padStart(17)} ${percent(total('right'), total('got')).padStart(11)}   all right in ${whole} of ${rows.length} cases`,
    );
  }
  const wrong = rows.filter(({ counts }) => KINDS.some(kind => !perfect(counts[kind])));
  const factWrong = rows.filter(({ counts }) => KINDS.some(kind => kind !== 'object' && !perfect(counts[kind])));
  console.log(
    `cases with every fact right ${rows.length - factWrong.length} of ${rows.length}; with every object right ${rows.length - wrong.length}`,
  );
  if (options['per-chart'])
    for (const { id, counts } of wrong) console.log(`${id}: ${KINDS.map(kind => `${kind} ${shares(counts[kind])}`).join(', ')}`);
  for (const { id, failed, missed } of wrong.slice(0, misses)) {
    console.log(`\n${id}${failed ? ` (${failed})` : ''}`);
    for (const line of missed.slice(0, 16)) console.log(`  ${line}`);
  }
  if (json) writeFileSync(json, JSON.stringify(rows));
}

/** The objects, with the mark as the name of those that only an object with an unstable name can stand for. */
function renamed(objects, wanted) {
  const unstable = new Set(wanted.filter(({ metadata }) => metadata?.name === UNSTABLE).map(({ kind }) => kind));
  const known = new Set(wanted.map(nameOf));
  return objects.map(object =>
    unstable.has(object.kind) && !known.has(nameOf(object)) ? { ...object, metadata: { ...object.metadata, name: UNSTABLE } } : object,
  );
}

const perfect = ({ wanted, got, right }) => right === wanted && right === got;
const shares = ({ wanted, got, right }) => `${percent(right, wanted)}/${percent(right, got)}`;

function scored({ objects: wanted, ...one }) {
  const { objects, failed } = answer(command, one);
  const got = renamed(objects, wanted);
  const facts = factsCompared(wanted, got);
  const { made, extra } = pairs(wanted, got);
  const right = made.filter(([expected, found]) => equal(expected, found)).length;
  const counts = { ...facts.counts, object: { wanted: wanted.length, got: got.length, right } };
  return { failed, counts, missed: [...facts.missed, ...made.flatMap(wrongs), ...extra.map(object => `${nameOf(object)}: not expected`)] };
}

const wrongs = ([wanted, got]) =>
  got === undefined ? [`${nameOf(wanted)}: missing`] : [...differences(wanted, got)].map(difference => nameOf(wanted) + difference);

function factsCompared(wantedObjects, gotObjects) {
  const [wanted, got] = [wantedObjects.flatMap(factsOf), gotObjects.flatMap(factsOf)];
  const open = new Set(wanted.filter(({ value }) => value.includes(UNSTABLE)).map(placeOf));
  const counts = {};
  const missed = [];
  for (const kind of KINDS.filter(kind => kind !== 'object')) {
    const [expected, found] = [wanted, got].map(facts => facts.filter(fact => fact.kind === kind && !open.has(placeOf(fact))).map(textOf));
    const { right, lost, extra } = common(expected, found);
    counts[kind] = { wanted: expected.length, got: found.length, right };
    missed.push(...lost.map(text => `- ${text}`), ...extra.map(text => `+ ${text}`));
  }
  return { counts, missed };
}

const placeOf = ({ kind, place }) => `${kind} ${place}`;
const textOf = ({ kind, place, value }) => `${kind} ${place} = ${value}`;

/** How many of two lists agree, each entry counted as often as it stands there. */
function common(expected, found) {
  const extra = [...found];
  const lost = expected.filter(text => {
    const at = extra.indexOf(text);
    if (at >= 0) extra.splice(at, 1);
    return at < 0;
  });
  return { right: expected.length - lost.length, lost, extra };
}

/** What an object says about a workload's containers or a Service's ports. */
function factsOf(object) {
  if (object.kind === 'Service') return listOf(object.spec?.ports).map(port => portFact(object, port));
  const pod = podOf(object);
  if (!pod) return [];
  return [...listOf(pod.initContainers), ...listOf(pod.containers)].flatMap(container =>
    containerFacts(`${object.kind}/${object.metadata?.name} ${container.name}`, container),
  );
}

/** The pod of whatever has one: a workload, a CronJob, or a custom resource that is built alike. */
const podOf = ({ kind, spec }) => (kind === 'Pod' ? spec : (spec?.jobTemplate?.spec ?? spec)?.template?.spec);

const portFact = (service, { port, targetPort }) => ({
  kind: 'port',
  place: `${service.metadata?.name} ${port}`,
  value: String(targetPort ?? port),
});

const containerFacts = (place, container) => [
  ...(container.image === undefined ? [] : [{ kind: 'image', place, value: String(container.image) }]),
  ...listOf(container.env).map(variable => ({ kind: 'env', place: `${place} ${variable.name}`, value: valueOf(variable) })),
  ...listOf(container.envFrom).map((source, at) => ({ kind: 'envFrom', place: `${place} ${at}`, value: canonical(source) })),
  ...['livenessProbe', 'readinessProbe', 'startupProbe']
    .filter(probe => isMap(container[probe]))
    .map(probe => ({ kind: 'probe', place: `${place} ${probe}`, value: probed(container[probe]) })),
];

const valueOf = ({ value, valueFrom }) => (valueFrom === undefined || valueFrom === null ? String(value ?? '') : canonical(valueFrom));

const probed = ({ httpGet, tcpSocket, exec, grpc }) =>
  canonical({ path: httpGet?.path, port: (httpGet ?? tcpSocket ?? grpc)?.port, command: exec?.command });

const listOf = value => (Array.isArray(value) ? value.filter(isMap) : []);

if (write) prepare();
else score();
