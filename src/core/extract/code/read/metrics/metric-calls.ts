import type { DefinesMetric } from '../../../../model/metric-fact.ts';

type Type = DefinesMetric['type'];

/** How a library is asked for a metric: `new Counter({ name: 'orders_total' })`. */
export interface MetricCall {
  readonly languages: readonly string[];
  readonly via: string;
  /** A text without it has none of these. */
  readonly gate: string;
  /** Ends at the opening bracket of the call; `type` names what is made. */
  readonly pattern: RegExp;
  readonly type: (found: RegExpExecArray) => Type | undefined;
  /** The field or argument that has the name; absent where it is the first argument. */
  readonly named?: string;
  /** The name as Prometheus has it. */
  readonly spelled: (name: string, made: Made) => string;
}

interface Made {
  readonly type: Type;
  /** The text of the arguments. */
  readonly given: string;
  /** What makes it, as written: `timer`, `Timed`. */
  readonly maker: string;
}

/** Of `NewHistogramVec`, `createUpDownCounter`, `DistributionSummary`, histogram, gauge, summary. */
const typeNamed = ({ groups }: RegExpExecArray): Type | undefined => {
  const word = groups?.['type']?.toLowerCase() ?? '';
  if (/histogram|timer|timed/.test(word)) return 'histogram';
  if (/gauge|updown/.test(word)) return 'gauge';
  if (/summary/.test(word)) return 'summary';
  return /count/.test(word) ? 'counter' : undefined;
};

const asWritten = (name: string): string => name;
const underscored = (name: string): string => name.replace(/[^\w:]/g, '_');
const counted = (name: string, { type }: Made): string => (type === 'counter' && !name.endsWith('_total') ? `${name}_total` : name);

const UNITS: Readonly<Record<string, string>> = {
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  By: 'bytes',
  KiBy: 'kibibytes',
  MiBy: 'mebibytes',
  '%': 'percent',
};

/** OpenTelemetry's rule for Prometheus: dots become underscores, the unit's name follows, and counters end in `_total`. */
function ofOpenTelemetry(name: string, made: Made): string {
  const unit = UNITS[/\b[uU]nit(?:\s*[:=]\s*|\()\s*["'`]([^"'`]+)/.exec(made.given)?.[1] ?? ''];
  const plain = underscored(name);
  return counted(unit !== undefined && !plain.includes(unit) ? `${plain}_${unit}` : plain, made);
}

/** Micrometer's rule for Prometheus: timers are in seconds, and counters end in `_total`. */
const ofMicrometer = (name: string, made: Made): string =>
  counted(/time/i.test(made.maker) && !name.endsWith('seconds') ? `${underscored(name)}_seconds` : underscored(name), made);

/** Micrometer's timers keep no buckets unless they are told to. */
const typeOfMicrometer = (found: RegExpExecArray): Type | undefined => {
  const type = typeNamed(found);
  return type === 'histogram' ? 'summary' : type;
};

function ofGo(name: string, { given }: Made): string {
  const before = ['Namespace', 'Subsystem'].map(field => new RegExp(String.raw`\b${field}\s*:\s*"([\w:]+)"`).exec(given)?.[1]);
  return [...before, name].filter(part => part !== undefined).join('_');
}

const METER =
  /\b\w{0,40}[mM]eter\w{0,40}(?:\(\))?\.(?:[cC]reate|[nN]ew)?_?(?:Observable|observable_)?(?:Int64|Float64|Double|Long)?(?<type>UpDownCounter|upDownCounter|up_down_counter|Counter|counter|Histogram|histogram|Gauge|gauge)(?:Builder)?(?:<\w+>)?\(/g;

/** As the libraries' own documentation spells them. */
export const METRIC_CALLS: readonly MetricCall[] = [
  {
    languages: ['javascript'],
    via: 'prom-client',
    gate: 'prom',
    pattern: /\bnew\s+(?:[\w$]+\.)?(?<type>Counter|Gauge|Histogram|Summary)\s*(?:<[^>\n]{0,80}>)?\(/g,
    type: typeNamed,
    named: 'name',
    spelled: asWritten,
  },
  {
    languages: ['python'],
    via: 'prometheus_client',
    gate: 'prometheus_client',
    pattern: /\b(?:prometheus_client\.)?(?<type>Counter|Gauge|Histogram|Summary)\(/g,
    type: typeNamed,
    spelled: counted,
  },
  {
    languages: ['go'],
    via: 'client_golang',
    gate: 'prometheus/client_golang',
    pattern: /\b(?:prometheus|promauto|\w{0,40}[fF]actory)\.New(?<type>Counter|Gauge|Histogram|Summary)(?:Vec|Func)?\(/g,
    type: typeNamed,
    named: 'Name',
    spelled: ofGo,
  },
  {
    languages: ['java', 'kotlin'],
    via: 'Micrometer',
    gate: 'micrometer',
    pattern: /\b\w{0,40}[rR]egistry\w{0,40}(?:\(\))?\.(?<type>counter|timer|gauge|summary)\(/g,
    type: typeOfMicrometer,
    spelled: ofMicrometer,
  },
  {
    languages: ['java', 'kotlin'],
    via: 'Micrometer',
    gate: 'micrometer',
    pattern: /\b(?<type>Counter|Timer|Gauge|DistributionSummary)\.builder\(/g,
    type: typeOfMicrometer,
    spelled: ofMicrometer,
  },
  {
    languages: ['java', 'kotlin'],
    via: '@Timed',
    gate: 'micrometer',
    pattern: /@(?<type>Timed|Counted)\(/g,
    type: typeOfMicrometer,
    spelled: ofMicrometer,
  },
  {
    languages: ['csharp'],
    via: 'prometheus-net',
    gate: 'Metrics.Create',
    pattern: /\bMetrics\.Create(?<type>Counter|Gauge|Histogram|Summary)\(/g,
    type: typeNamed,
    spelled: asWritten,
  },
  {
    languages: ['csharp'],
    via: 'System.Diagnostics.Metrics',
    gate: 'Diagnostics.Metrics',
    pattern: METER,
    type: typeNamed,
    spelled: ofOpenTelemetry,
  },
  {
    languages: ['javascript', 'python', 'go', 'java', 'kotlin'],
    via: 'OpenTelemetry',
    gate: 'opentelemetry',
    pattern: METER,
    type: typeNamed,
    spelled: ofOpenTelemetry,
  },
];
