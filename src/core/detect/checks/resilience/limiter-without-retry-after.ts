import type { Placed } from '../../../link/facts-view.ts';
import type { AnswersBusy } from '../../../model/resilience-fact.ts';
import type { Check, Found } from '../../check.ts';
import { factEvidence } from '../../places.ts';
import { ownerOf, runs } from '../../running-code.ts';
import type { System } from '../../system.ts';

export const limiterWithoutRetryAfter: Check = {
  id: 'resilience.limiter-without-retry-after',
  stage: 'resilience',
  severity: 'medium',
  title: 'A limiter does not say when to come back',
  why: 'Callers have to guess how long to wait, and guess too short, so a limit makes more requests instead of fewer.',
  fix: 'Send Retry-After with every 429 and 503, and write it into the specification.',
  guard:
    'A 503 counts only where the words around it speak of a limit: health checks answer 503 too. A function that sets the header anywhere is left alone.',
  sources: [
    'https://github.com/pubky/pubky-homeserver/issues/407',
    'https://github.com/mediacloud/web-search/issues/1172',
    'https://github.com/blampe/rreading-glasses/pull/518',
  ],
  *run(system) {
    const silent = system.all('answers-busy').filter(({ saysWhen, file }) => !saysWhen && runs(file));
    for (const [file, answers] of Map.groupBy(silent, ({ file }) => file)) yield found(system, file, answers);
  },
};

function found(system: System, file: Placed<AnswersBusy>['file'], answers: readonly Placed<AnswersBusy>[]): Found {
  const { about, name } = ownerOf(system, file);
  const [first, ...more] = answers;
  const statuses = [...new Set(answers.map(({ status }) => status))].join(' and ');
  const edits = answers.flatMap(({ header }) => (header ? [{ file, span: [header.after, header.after] as const, text: header.text }] : []));
  return {
    subject: `${file} ${statuses}`,
    message: first!.specified
      ? `${name} promises ${statuses} without the header Retry-After.`
      : `${name} answers ${statuses} without Retry-After, so callers guess when to come back.`,
    evidence: [factEvidence(first!, 'no Retry-After'), ...more.map(answer => factEvidence(answer, 'no Retry-After'))],
    about,
    ...(edits.length === answers.length && { fix: { title: 'Say when to come back', edits } }),
  };
}
