import { riskCheck } from '../../risky-code.ts';

export const unboundedConcurrency = riskCheck({
  risk: 'unbounded',
  id: 'code.unbounded-concurrency',
  severity: 'medium',
  title: 'As many requests at once as there are items',
  why: 'A long list opens that many connections at the same moment, and exhausts the pool or the other side.',
  fix: 'Limit how many run at once, or ask once for all of them.',
  guard: 'A limit, chunk or semaphore in the same function, and a list that is written down, are left alone.',
  sources: ['https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop'],
  note: 'no limit',
  many: 'starts as many requests as there are items',
  says: ({ what, within }) => `starts as many requests at once as there are items${within === undefined ? '' : ` in ${within}`}: ${what}`,
});
