import type { FileFacts } from '../model/fact.ts';
import type { Ignores } from '../model/ignore-fact.ts';
import type { Problem, Source } from '../model/source.ts';

const WORD = 'faultline-ignore';
const COMMENT = /(?:#|\/\/|\/\*|\*|<!--|--|;|%)[^\n]{0,200}?faultline-ignore(?![\w-])[ \t]*([\w.*-]*)[ \t]*:?[ \t]*([^\n]{0,400})/g;

/** `faultline-ignore check-id: reason`, in any language's comments. */
export function ignored({ text }: Source): FileFacts {
  const facts: Ignores[] = [];
  const problems: Problem[] = [];
  if (!text.includes(WORD)) return { facts, problems };
  for (const match of text.matchAll(COMMENT)) {
    const start = match.index + match[0].indexOf(WORD);
    const at = [start, start + WORD.length] as const;
    const check = match[1] ?? '';
    const reason = (match[2] ?? '').split(/\*\/|-->|\*\}/)[0]!.trim();
    if (check === '' || reason === '')
      problems.push({ at, message: 'Name the check and say why: faultline-ignore env.name-mismatch: set by the platform.' });
    else facts.push({ kind: 'ignores', at, check, reason, scope: 'line' });
  }
  return { facts, problems };
}
