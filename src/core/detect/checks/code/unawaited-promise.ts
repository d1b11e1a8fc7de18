import { riskCheck } from '../../risky-code.ts';

export const unawaitedPromise = riskCheck({
  risk: 'not-awaited',
  id: 'code.unawaited-promise',
  severity: 'high',
  title: 'Nobody waits for what was started',
  why: 'The answer goes out before the work is done, and when the work fails nobody hears of it.',
  fix: 'Wait for it, or say that it may be lost and catch its errors.',
  guard:
    'Only functions of the same file that are known to be asynchronous, called as a statement in a handler; void, then and catch are left alone.',
  sources: ['https://typescript-eslint.io/rules/no-floating-promises/'],
  note: 'not awaited',
  many: 'does not wait for what it starts',
  says: ({ what, within }) => `does not wait for ${what}${within === undefined ? '' : ` in ${within}`}`,
});
