import { riskCheck } from '../../risky-code.ts';

export const queryInLoop = riskCheck({
  risk: 'asks-in-loop',
  id: 'code.query-in-loop',
  severity: 'medium',
  title: 'A query or request for each of many things',
  why: 'The time for one answer grows with the data, so it is quick in tests and too slow in production.',
  fix: 'Ask once for all of them: a join, IN, a batch request.',
  guard:
    'Loops that try again, go through pages or batches, or end with the first answer are left alone, and so is what runs once at the start.',
  sources: ['https://docs.djangoproject.com/en/stable/topics/db/optimization/'],
  note: 'once for each',
  many: 'asks for each item of a loop',
  says: ({ what, within }) => `calls ${what} for each item of a loop${within === undefined ? '' : ` in ${within}`}`,
});
