import type { SetsEnv } from '../../../model/variable-fact.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check } from '../../check.ts';
import { envFiles } from '../../env-files.ts';
import { factEvidence } from '../../places.ts';

export const dollarEaten: Check = {
  id: 'env.dollar-eaten',
  stage: 'env',
  severity: 'medium',
  title: 'A dollar sign in a value is taken for a variable',
  why: 'What follows the sign is replaced by an empty text, so the password or hash that arrives is shorter than the one that was written.',
  fix: 'Put the value into single quotes, or write \\$.',
  guard: 'References in braces, names that the same file or another env file sets, and examples are left alone.',
  sources: ['https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/'],
  *run(system) {
    const files = envFiles(system);
    const known = new Set(files.flatMap(({ names }) => [...names]));
    for (const { settings, isExample } of files) {
      for (const setting of isExample ? [] : settings) {
        const eaten = eatenIn(setting, known);
        if (eaten === undefined) continue;
        yield {
          subject: `${setting.file} ${setting.name}`,
          message: `${setting.file} sets ${setting.name} to a value with $${eaten} in it, which is taken for a variable that nobody sets.`,
          evidence: [factEvidence(setting, 'the sign is not escaped here')],
          about: [],
        };
      }
    }
  },
};

/** A bare `$name` inside of a word, or in lower case: no variable is written like that. */
function eatenIn({ written = '', value }: Placed<SetsEnv>, known: ReadonlySet<string>): string | undefined {
  if (value.kind !== 'join' && value.kind !== 'env') return undefined;
  for (const match of written.matchAll(/(^|[^\\])\$([A-Za-z_]\w*)/g)) {
    const [, before = '', name = ''] = match;
    if (!known.has(name) && (/\w|[!@#%^&*]/.test(before) || /[a-z]/.test(name))) return name;
  }
  return undefined;
}
