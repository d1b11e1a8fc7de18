import type { SetsEnv } from '../../../model/variable-fact.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check, Found } from '../../check.ts';
import { envFiles } from '../../env-files.ts';
import { factEvidence } from '../../places.ts';

export const misreadLine: Check = {
  id: 'env.misread-line',
  stage: 'env',
  severity: 'medium',
  title: 'Readers of env files do not agree on a line',
  why: 'One program takes the whole value, the other cuts it or keeps a character that nobody sees, so a password is right here and wrong there.',
  fix: 'Put the value into quotes, leave no space around the sign, and end lines as Unix does.',
  guard: 'Quoted values and examples are left alone.',
  sources: ['https://github.com/docker/compose/issues/3702', 'https://github.com/docker/compose/issues/8330'],
  *run(system) {
    for (const { settings, isExample } of envFiles(system)) {
      if (isExample) continue;
      const carried = settings.filter(({ written }) => written?.endsWith('\r'));
      if (carried[0])
        yield found(carried[0], {
          subject: carried[0].file,
          what: 'ends its lines as Windows does: shells and docker run take the mark for a part of each value',
        });
      for (const setting of settings) {
        const what = misread(setting);
        if (what) yield found(setting, { subject: `${setting.file} ${setting.name}`, what });
      }
    }
  },
};

function misread({ name, value, written }: SetsEnv): string | undefined {
  const text = (written ?? (value.kind === 'literal' ? value.text : '')).replace(/\r$/, '');
  if (/^\s*["'`]/.test(text)) return undefined;
  if (/[^\s#]#/.test(text.replace(/\s#.*$/, ''))) return `sets ${name} to a value with # in it: some readers take the rest for a comment`;
  return /^[ \t]+\S/.test(text)
    ? `has a space after the sign of ${name}: shells do not read the line, and docker run keeps the space`
    : undefined;
}

const found = (setting: Placed<SetsEnv>, { subject, what }: { readonly subject: string; readonly what: string }): Found => ({
  subject,
  message: `${setting.file} ${what}.`,
  evidence: [factEvidence(setting, 'the line is read in more than one way')],
  about: [],
});
