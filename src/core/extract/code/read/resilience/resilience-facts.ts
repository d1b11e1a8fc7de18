import type { Fact } from '../../../../model/fact.ts';
import type { SetsDeadline } from '../../../../model/resilience-fact.ts';
import type { Source } from '../../../../model/source.ts';
import type { Language } from '../../syntax.ts';
import { customaryImports } from '../../customary-imports.ts';
import { outlineOf } from '../../outline/outline.ts';
import { blocking } from '../risks/blocking.ts';
import { asksInLoops, unbounded } from '../risks/loops.ts';
import { notAwaited } from '../risks/promises.ts';
import { acknowledgesEarly, bodiesLeftOpen, clientsPerRequest, transactions } from '../risks/resources.ts';
import { secretFiles } from '../risks/secret-files.ts';
import { swallowed } from '../risks/swallowed.ts';
import { expectedAnswers } from '../shapes/expected-answers.ts';
import { givenAnswers } from '../shapes/given-answers.ts';
import { serviceConfigs } from '../../../service-config/read.ts';
import { annotationPolicies } from './annotations.ts';
import { opossums } from './breakers.ts';
import { busyAnswers } from './busy.ts';
import { clientNames, clientsIn } from './clients.ts';
import { declaredClients } from './declared-clients.ts';
import { dotnetClients, dotnetHandlers, dotnetRequests } from './dotnet.ts';
import { feignRetryers, fluentClients, fluentRequests } from './fluent-clients.ts';
import { mayExpect, mayRisk } from './resilience-gate.ts';
import { detachedCalls, stubCalls } from './grpc-calls.ts';
import { pollyRuns } from './polly.ts';
import type { Reading } from './reading.ts';
import { reconnects } from './reconnects.ts';
import { requestsIn } from './requests.ts';
import { libraryRetries } from './retry-libraries.ts';
import { retryLoops } from './retry-loops.ts';
import { stops, STOPS } from './stops.ts';

/**
 * What code does about a world that is slow, busy or gone, and code that fails only then. The syntax tree keeps no control flow, so it is read from the text.
 * Pure and total. `language` is what its extractor is called; `known` are the file's other facts.
 */
export function resilienceFacts(source: Source, language: string, known: readonly Fact[]): readonly Fact[] {
  if (mayRisk(language, source, known)) return readAll(readingOf(source, language, known));
  return language === 'javascript' && mayExpect(source, known) ? expectedAnswers(readingOf(source, language, known)) : [];
}

/** A reader, and words of which one stands in every file that it can say something about: looking for them is all that most files cost. */
interface MarkedReader {
  readonly marks: readonly string[];
  readonly read: (reading: Reading) => readonly Fact[];
}

const LOOPS = ['for ', 'for(', 'while ', 'while('];

const READERS: readonly MarkedReader[] = [
  {
    marks: [
      'fetch',
      'axios',
      'got',
      'superagent',
      'HttpModule',
      'requests',
      'httpx',
      'aiohttp',
      'urlopen',
      'http.',
      'RestTemplate',
      "'ky'",
      'undici',
    ],
    read: sending,
  },
  { marks: ['methodConfig'], read: ({ outline: { source } }) => serviceConfigs(source.text) },
  { marks: ['opossum'], read: opossums },
  { marks: ['Stub('], read: stubCalls },
  { marks: ['context.Background(', 'context.TODO('], read: detachedCalls },
  { marks: ['eadline', 'WithTimeout', 'timeoutMs', 'methodConfig', 'ClientInterceptor'], read: deadlines },
  {
    marks: [
      'attempt',
      'Attempt',
      'retry',
      'Retry',
      'retri',
      'Retri',
      'RETR',
      'tries',
      'sleep',
      'Sleep',
      'delay',
      'Delay',
      'backoff',
      'setTimeout(',
      'while (true',
      'while True',
      'for {',
      'for (;;',
    ],
    read: retryLoops,
  },
  { marks: ['etry'], read: libraryRetries },
  { marks: ['setTimeout(', 'jitter', 'randomizationFactor'], read: reconnects },
  { marks: ['429', '503', 'TOO_MANY', 'TooMany', 'SERVICE_UNAVAILABLE', 'ServiceUnavailable'], read: busyAnswers },
  { marks: STOPS, read: stops },
  { marks: ['.json(', 'axios.', 'api.', 'http.', 'client.'], read: expectedAnswers },
  { marks: ['.json(', '.send('], read: givenAnswers },
  { marks: ['Sync(', 'async def', 'time.sleep(', 'urlopen(', 'subprocess.', 'Mono<', 'Flux<'], read: blocking },
  { marks: ['catch', 'except', '_ =', '_ :='], read: swallowed },
  { marks: LOOPS, read: asksInLoops },
  { marks: ['Promise.all', 'go func', 'asyncio.gather', 'new Thread('], read: unbounded },
  { marks: ['async'], read: notAwaited },
  {
    marks: ['Client(', 'Pool(', 'Redis(', 'Kafka', 'onnect(', 'create', 'Connection(', 'Open(', 'Dial', 'channel(', 'from_url('],
    read: clientsPerRequest,
  },
  { marks: ['http.', '.Do('], read: bodiesLeftOpen },
  { marks: ['BEGIN', 'START TRANSACTION', '.Begin'], read: transactions },
  { marks: ['oAck', '_ack', '.ack('], read: acknowledgesEarly },
  { marks: ['/run/secrets/', '_FILE'], read: secretFiles },
];

const JAVA: readonly MarkedReader[] = [
  { marks: ['@Retry', '@CircuitBreaker', '@TimeLimiter', '@Timeout', '@Bulkhead', '@HystrixCommand'], read: annotationPolicies },
  { marks: ['@FeignClient', '@RegisterRestClient', '@HttpExchange', '@Client'], read: declaredClients },
  { marks: ['WebClient', 'RestClient'], read: fluentRequests },
  { marks: ['WebClient.', 'RestClient.'], read: fluentClients },
  { marks: ['Retryer.Default'], read: feignRetryers },
];

/** Of C# only how its clients wait and try again is read. */
const DOTNET: readonly MarkedReader[] = [
  { marks: ['HttpClient'], read: dotnetRequests },
  { marks: ['new HttpClient', 'CreateClient'], read: dotnetClients },
  { marks: ['AddHttpClient', 'ConfigureHttpClientDefaults', 'AddRefitClient', 'AddGrpcClient'], read: dotnetHandlers },
  { marks: ['.Execute'], read: pollyRuns },
];

const READERS_OF: Readonly<Record<string, readonly MarkedReader[]>> = {
  Java: [...READERS, ...JAVA],
  'C#': DOTNET,
};

const readAll = (reading: Reading): readonly Fact[] =>
  (READERS_OF[reading.outline.language] ?? READERS).flatMap(({ marks, read }) =>
    marks.some(mark => reading.outline.source.text.includes(mark)) ? read(reading) : [],
  );

function sending(reading: Reading): readonly Fact[] {
  const clients = clientsIn(reading);
  return [...requestsIn(reading, clientNames(reading, clients)), ...clients];
}

const ANSWERS: ReadonlySet<Fact['kind']> = new Set(['serves-route', 'subscribes', 'answers-call']);

function readingOf(source: Source, language: string, known: readonly Fact[]): Reading {
  const written = languageOf(language, source.path);
  return {
    outline: outlineOf(source, written),
    imports: known.some(({ kind }) => kind === 'imports') ? importsOf(known) : customaryImports(written),
    routes: known.filter(fact => fact.kind === 'serves-route'),
    answers: known.some(({ kind }) => ANSWERS.has(kind)),
  };
}

function importsOf(known: readonly Fact[]): ReadonlyMap<string, string> {
  const found = known.flatMap(fact => (fact.kind === 'imports' ? fact.names.map(({ local }) => [local, fact.specifier] as const) : []));
  return new Map(found);
}

const languageOf = (written: string, path: string): Language =>
  written === 'javascript' ? (/\.[cm]?tsx?$/.test(path) ? 'TypeScript' : 'JavaScript') : (NAMES[written] ?? 'Java');

const NAMES: Readonly<Record<string, Language>> = { go: 'Go', python: 'Python', java: 'Java', csharp: 'C#' };

const DEADLINE =
  /\bWithTimeout\b|\bWithDeadline\b|\bwithDeadline\w*\b|\bdeadline\s*[:=]|\bsetDeadline\b|\btimeoutMs\b|methodConfig|UnaryClientInterceptor/;

function deadlines({ outline: { code, language, source } }: Reading): readonly SetsDeadline[] {
  if (language !== 'Go' && !/grpc/i.test(source.text)) return [];
  const found = DEADLINE.exec(code);
  return found ? [{ kind: 'sets-deadline', at: [found.index, found.index + found[0].length] }] : [];
}
