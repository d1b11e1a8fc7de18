import { attemptsIn, comments, quoted, waitInCode, type Snippet, type SnippetInput } from './snippet.ts';

/** By default resilience4j puts the retry around the breaker and the breaker around the time limit, so the limit is for each try. */
export function resilience4j(input: SnippetInput): Snippet {
  const { callee, tries, because, onlySome } = input;
  const attempts = attemptsIn('code', input);
  const text = `${comments('#', because)}${comments('#', [
    `Use it as @TimeLimiter, @CircuitBreaker and @Retry(name = ${quoted(callee)}) on what asks ${callee}${onlySome ? ', the retry only on what may be asked twice' : ''}.`,
    'What is not set here keeps the default of resilience4j.',
  ])}resilience4j:
  timelimiter:
    instances:
      ${quoted(callee)}:
        timeout-duration: ${waitInCode(input)}ms
  circuitbreaker:
    instances:
      ${quoted(callee)}:
        # A call that takes as long as its limit is slow; the default, a minute, would never count one.
        slow-call-duration-threshold: ${waitInCode(input)}ms
  retry:
    instances:
      ${quoted(callee)}:
        # All tries, with the first.
        max-attempts: ${attempts}
${attempts > 1 ? `        wait-duration: ${tries.pauses.firstMs}ms\n        enable-exponential-backoff: true\n        exponential-backoff-multiplier: ${tries.pauses.multiplier}\n        exponential-max-wait-duration: ${tries.pauses.longestMs}ms\n` : ''}`;
  return { for: 'resilience4j', format: 'yaml', text };
}
