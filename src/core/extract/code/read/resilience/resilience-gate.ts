import type { Fact } from '../../../../model/fact.ts';
import type { Source } from '../../../../model/source.ts';

/** What else is said of a file tells that it asks, answers or stores something. */
const TELLING: ReadonlySet<Fact['kind']> = new Set([
  'uses-address',
  'serves-route',
  'subscribes',
  'publishes',
  'answers-call',
  'grpc-client',
  'grpc-server',
  'application',
  'uses-collection',
]);

/** Libraries that say something of themselves, wherever they are imported. */
const MODULES =
  /^(?:axios|got|ky|undici|cockatiel|opossum|superagent|node-fetch|cross-fetch|isomorphic-fetch|p-retry|async-retry|promise-retry|axios-retry|@nestjs\/axios|amqplib|requests|httpx|aiohttp|urllib\.request|tenacity|backoff|grpc|pika|urllib3\.util\.retry|net\/http|database\/sql|github\.com\/(?:jmoiron\/sqlx|jackc\/pgx\/v\d\/pgxpool)|gorm\.io\/gorm|google\.golang\.org\/grpc|github\.com\/(?:hashicorp\/go-retryablehttp|cenkalti\/backoff(?:\/v\d+)?|avast\/retry-go(?:\/v\d+)?|grpc-ecosystem\/go-grpc-middleware\/(?:v2\/interceptors\/)?retry)|org\.springframework\.retry\.annotation|org\.springframework\.web\.client)$/;

/** What needs no library to be said, in words that are looked for in every file. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  javascript: ['setTimeout(', '429', 'SIGTERM', 'Sync(', "'BEGIN", 'jitter', 'randomizationFactor'],
  go: [
    '/run/secrets/',
    'http.ResponseWriter',
    'context.Background(), &',
    'context.TODO(), &',
    'WithTimeout',
    'WithDeadline',
    '.Begin',
    'time.Sleep(',
    'TooManyRequests',
    'signal.Notify',
    'epo.Get',
    'epo.Find',
    'epo.Update',
    'epo.Add',
    'epo.Create',
    'epo.Save',
    'epo.Delete',
  ],
  python: [
    '/run/secrets/',
    'async def',
    '429',
    'time.sleep(',
    'auto_ack',
    '.execute(',
    'repo.',
    'repository.',
    'session.query',
    '.objects.',
  ],
  java: [
    'RestTemplate',
    '@Retry',
    'TOO_MANY_REQUESTS',
    '429',
    'epository.find',
    'apper.select',
    'apper.insert',
    'apper.update',
    'ao.select',
    'ao.find',
    'ao.get',
    'ao.insert',
    'ao.update',
    'withDeadline',
    'Mono<',
    '@CircuitBreaker',
    '@TimeLimiter',
    '@HystrixCommand',
    'WebClient',
    'RestClient',
    'Retryer.Default',
    'methodConfig',
    '.faulttolerance',
  ],
};

/** Of C# only the files that say how its clients are sent or registered are read. */
const DOTNET = ['HttpClient', 'AddRefitClient', 'AddGrpcClient'];

/** What says something only of what is waited for. */
const AWAITED = ['.forEach(async', 'prisma.', 'epository.'];

/** What has to stand around such a word for it to say something; absent where the word is enough. */
const MEANT: Readonly<Record<string, RegExp>> = {
  javascript:
    /\bquery\('BEGIN|\b(?:jitter|randomizationFactor)\s*:\s*(?:0(?![.\d])|false)|setTimeout\([^,]{0,60}(?:onnect|etry|ubscribe)|\b429\b|SIGTERM|\.forEach\(async|Promise\.all(?:Settled)?\(\s*[\w$.?]+\.map\(|\bfor\s*\((?:const|let)\s[^;)]*\bof\b[^]*\bawait\b|axiosRetry\(|\b(?:readFile|writeFile|exec|spawn|pbkdf2|scrypt|hash|compare)Sync\(/,
};

/** Pages of a browser wait for a person; what they do when a server is slow is another question. */
const PAGE =
  /\.[jt]sx$|(?:^|\/)(?:node_modules|vendor|third_party|dist|build|public|static|wwwroot|assets)\/|\.min\.js$|(?:_pb2?|_grpc|\.pb|\.g|_gen|\.gen|[._-]generated)\.\w+$|(?:^|\/)(?:gen|generated)\//;
/** Larger sources are rare, and their control flow costs more than all of the others'. */
const MOST = 80_000;

/** A page's requests tell what it takes their answers for. */
const EXPECTS = /\.json\(\)\s*\)*\s*as\b|\.json\(\)|\b(?:axios|api|http|client)\.(?:get|post|put|patch)</;

export const mayExpect = ({ path, text }: Source, known: readonly Fact[]): boolean =>
  path.endsWith('.tsx') && text.length < MOST && known.some(({ kind }) => kind === 'uses-address') && EXPECTS.test(text);

/** A fast look at a file: false means that it says nothing of what happens when others are slow or fail. */
export function mayRisk(language: string, { path, text }: Source, known: readonly Fact[]): boolean {
  if (language === 'csharp') return text.length <= MOST && !PAGE.test(path) && DOTNET.some(word => text.includes(word));
  const words = WORDS[language];
  if (words === undefined || text.length > MOST || PAGE.test(path)) return false;
  if (known.some(fact => TELLING.has(fact.kind) || (fact.kind === 'imports' && MODULES.test(fact.specifier)))) return true;
  if (!words.some(word => text.includes(word)) && !(text.includes('await ') && AWAITED.some(word => text.includes(word)))) return false;
  return MEANT[language]?.test(text) !== false;
}
