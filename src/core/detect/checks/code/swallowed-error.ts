import { riskCheck } from '../../risky-code.ts';

export const swallowedError = riskCheck({
  risk: 'swallows-error',
  id: 'code.swallowed-error',
  severity: 'medium',
  title: 'A failure is caught and nobody hears of it',
  why: 'What was to be saved or sent is lost, the caller is told that all is well, and no log says otherwise.',
  fix: 'Let it fail, or log it and answer with an error.',
  guard:
    'Only where the block is empty and what may fail changes or asks something; a comment in the block, and tidying up, are left alone. In Go only where a handler runs it.',
  sources: ['https://cwe.mitre.org/data/definitions/1069.html'],
  note: 'nothing is done here',
  many: 'swallows errors',
  says: ({ what, within }) => `swallows what goes wrong in ${what}${within === undefined ? '' : ` in ${within}`}`,
});
