import type { ClientStack } from '../client-stack.ts';
import { attemptsIn, comments, waitInCode, type Snippet, type SnippetInput } from './snippet.ts';

/** What a library is told. */
interface Numbers {
  /** Tries after the first. */
  readonly more: number;
  /** For each call that the code makes. */
  readonly waitMs: number;
  readonly firstMs: number;
  readonly longestMs: number;
  readonly multiplier: number;
  readonly onlySome: boolean;
}

type Words = (numbers: Numbers) => string;

/** Options in the words of the library: a suggestion to be written into the code by hand. */
const OPTIONS: Partial<Readonly<Record<ClientStack, Words>>> = {
  'p-retry': numbers =>
    `pRetry(() => ask({ signal: AbortSignal.timeout(${numbers.waitMs}) }), { retries: ${numbers.more}${pRetryPauses(numbers)} })`,
  fetch: ({ waitMs }) => `signal: AbortSignal.timeout(${waitMs}) // among the options of fetch, which does not retry by itself`,
  axios: ({ waitMs }) =>
    `{ timeout: ${waitMs}, signal: AbortSignal.timeout(${waitMs}) } // for each request: axios does not retry by itself; its timeout does not cover connecting, the signal does`,
  'axios-retry': numbers =>
    `axiosRetry(client, { retries: ${numbers.more}, shouldResetTimeout: true${axiosPauses(numbers)}, retryCondition: axiosRetry.${axiosCondition(numbers)} }) // with timeout: ${numbers.waitMs}`,
  got: ({ more, waitMs, longestMs }) =>
    `got.extend({ timeout: { request: ${waitMs} }, retry: { limit: ${more}, backoffLimit: ${longestMs} } }) // got retries twice where nothing is said`,
  cockatiel: ({ more, waitMs, firstMs, longestMs }) =>
    `wrap(retry(handleAll, { maxAttempts: ${more}, backoff: new ExponentialBackoff({ initialDelay: ${firstMs}, maxDelay: ${longestMs} }) }), timeout(${waitMs}, TimeoutStrategy.Aggressive))`,
  opossum: ({ waitMs }) => `new CircuitBreaker(ask, { timeout: ${waitMs} }) // thresholds: opossum's own`,
  tenacity: ({ more, waitMs, firstMs, longestMs }) =>
    `@retry(stop=stop_after_attempt(${more + 1}), wait=wait_random_exponential(multiplier=${firstMs / 1000}, max=${longestMs / 1000}), reraise=True)  # and timeout=${waitMs / 1000} on each request`,
  go: ({ waitMs }) =>
    `ctx, cancel := context.WithTimeout(ctx, ${waitMs}*time.Millisecond) // for each try; net/http does not retry a request with a body by itself`,
};

const pRetryPauses = ({ more, firstMs, longestMs, multiplier }: Numbers): string =>
  more > 0 ? `, minTimeout: ${firstMs}, maxTimeout: ${longestMs}, factor: ${multiplier}, randomize: true` : '';

/** Its first pause is twice what it is given. */
const axiosPauses = ({ more, firstMs }: Numbers): string =>
  more > 0 ? `, retryDelay: count => axiosRetry.exponentialDelay(count, undefined, ${firstMs / 2})` : '';

const axiosCondition = ({ onlySome }: Numbers): string => (onlySome ? 'isIdempotentRequestError' : 'isNetworkOrIdempotentRequestError');

export function clientOptions(stack: ClientStack, input: SnippetInput): Snippet | undefined {
  const words = OPTIONS[stack];
  if (!words) return undefined;
  const { tries, because, onlySome } = input;
  const mark = stack === 'tenacity' ? '#' : '//';
  const more = attemptsIn('code', input) - 1;
  const bound = onlySome && more > 0 ? ['Only around what may be asked twice:'] : [];
  const numbers = { ...tries.pauses, more, waitMs: waitInCode(input), onlySome };
  return { for: stack, format: 'text', text: `${comments(mark, [...because, ...bound])}${words(numbers)}\n` };
}
