import { worstCaseMs } from '../budget.ts';
import { attemptsIn, waitInCode, type Snippet, type SnippetInput } from './snippet.ts';

/** The handler's validation asks for at least one retry, a breaker that samples at least twice as long as a try, and a total that is longer than a try. */
export function dotnetResilience(input: SnippetInput): Snippet {
  const { callee, tries, because, onlySome } = input;
  const attempts = attemptsIn('code', input);
  const perTryMs = waitInCode(input);
  const sampling = Math.max(30_000, 2 * perTryMs);
  const options = {
    ...(attempts > 1 && {
      Retry: {
        MaxRetryAttempts: attempts - 1,
        BackoffType: 'Exponential',
        UseJitter: true,
        Delay: timeSpan(tries.pauses.firstMs),
        MaxDelay: timeSpan(tries.pauses.longestMs),
      },
    }),
    AttemptTimeout: { Timeout: timeSpan(perTryMs) },
    TotalRequestTimeout: { Timeout: timeSpan(Math.max(worstCaseMs({ ...tries, attempts, perTryMs }), perTryMs + 1)) },
    CircuitBreaker: { SamplingDuration: timeSpan(sampling) },
  };
  const use =
    attempts === 1
      ? 'AddStandardResilienceHandler(section).Configure(options => options.Retry.ShouldHandle = _ => PredicateResult.False()): no retries.'
      : onlySome
        ? 'AddStandardResilienceHandler(section).Configure(options => options.Retry.DisableForUnsafeHttpMethods()): POST, PUT, PATCH and DELETE are not retried.'
        : 'AddStandardResilienceHandler(section).';
  const document = {
    HttpClients: { [callee]: { Resilience: { '//': [`Bind it to the client of ${callee}: ${use}`, ...because], ...options } } },
  };
  return { for: 'AddStandardResilienceHandler', format: 'json', text: `${JSON.stringify(document, null, 2)}\n` };
}

const pad = (part: number): string => String(Math.floor(part)).padStart(2, '0');

/** `00:00:01.5`. */
function timeSpan(ms: number): string {
  const rest = ms % 1000;
  return `${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)}${rest > 0 ? `.${String(rest).padStart(3, '0')}` : ''}`;
}
