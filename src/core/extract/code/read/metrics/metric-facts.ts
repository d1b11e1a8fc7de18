import type { DefinesMetric } from '../../../../model/metric-fact.ts';
import type { Source } from '../../../../model/source.ts';
import { closingOf } from '../../outline/masked.ts';
import { METRIC_CALLS, type MetricCall } from './metric-calls.ts';

/** More text than any file has that a person wrote metrics into. */
const MOST = 400_000;

/** The metrics that a file of code makes. Pure and total. `language` is what its extractor is called. */
export function metricFacts({ path, text }: Source, language: string): readonly DefinesMetric[] {
  if (text.length > MOST || GENERATED.test(path)) return [];
  const calls = METRIC_CALLS.filter(({ languages, gate }) => languages.includes(language) && text.includes(gate));
  const made = calls.flatMap(call => [...text.matchAll(call.pattern)].flatMap(found => madeBy(call, found, text) ?? []));
  return made.flatMap(one => metric(one) ?? []);
}

const GENERATED = /(?:^|\/)(?:node_modules|vendor|third_party|dist|build)\/|\.min\.js$/;

interface Made {
  readonly call: MetricCall;
  readonly type: DefinesMetric['type'];
  readonly maker: string;
  readonly open: number;
  /** The arguments with their brackets. */
  readonly given: string;
}

/** More than anybody gives to a metric: buckets are the longest of it. */
const MOST_GIVEN = 2_000;

function madeBy(call: MetricCall, found: RegExpExecArray, text: string): Made | undefined {
  const line = text.slice(text.lastIndexOf('\n', found.index) + 1, found.index);
  const type = /^\s*(?:\/\/|#|\*)/.test(line) ? undefined : call.type(found);
  const open = found.index + found[0].length - 1;
  return (
    type && {
      call,
      type,
      maker: found.groups?.['type'] ?? '',
      open,
      given: text.slice(open, Math.min(closingOf(text, open) + 1, open + MOST_GIVEN)),
    }
  );
}

const NAME = String.raw`(?<quote>["'\`])(?<name>[A-Za-z_:][\w:.-]*)\k<quote>`;
const FIRST = new RegExp(String.raw`^\(\s*(?:name\s*[:=]\s*|value\s*=\s*)?${NAME}`);

function metric({ call, type, maker, open, given }: Made): DefinesMetric | undefined {
  const written = (call.named === undefined ? FIRST : new RegExp(String.raw`\b${call.named}\s*[:=]\s*${NAME}`)).exec(given);
  const name = written?.groups?.['name'];
  if (!written || name === undefined) return undefined;
  const end = open + written.index + written[0].length - 1;
  const spelled = call.spelled(name, { type, given, maker });
  return { kind: 'defines-metric', at: [end - name.length, end], name: spelled, type, via: call.via, labels: labelsIn(given) };
}

const LISTED = [
  /\blabelNames\s*:\s*\[([^\]]*)\]/,
  /\blabelnames\s*=\s*[[(]([^\])]*)[\])]/,
  /\[\]string\s*\{([^}]*)\}/,
  /,\s*[[(]((?:\s*["'][\w.]+["']\s*,?)+)[\])]/,
];

function labelsIn(given: string): readonly string[] {
  const listed = LISTED.map(list => list.exec(given)?.[1]).find(list => list !== undefined) ?? '';
  return [...listed.matchAll(/["'`]([A-Za-z_]\w*)["'`]/g)].map(([, name]) => name!);
}
