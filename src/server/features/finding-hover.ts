import { elementAt } from '../../core/elements/element-at.ts';
import type { Cursor } from '../../core/elements/system.ts';
import type { JudgedVariable } from '../../workspace/placed-finding.ts';
import { code, environmentList, escaped } from './hover-words.ts';

/** More values are for the table. */
const MOST = 6;

/** What is wrong with the variable under the cursor, a paragraph each. Pure. */
export function variableParagraphs(cursor: Cursor, judged: readonly JudgedVariable[]): string[] {
  const element = judged.length > 0 ? elementAt(cursor) : undefined;
  const { part, owner } = element ?? {};
  if (!owner || (part?.kind !== 'sets' && part?.kind !== 'reads')) return [];
  const variable = judged.find(({ service, name }) => service === owner.id && name === part.name);
  return variable ? sentences(variable, owner.name) : [];
}

function sentences({ name, verdicts, missingIn }: JudgedVariable, service: string): string[] {
  return verdicts.map(verdict => {
    switch (verdict) {
      case 'missing':
        return `**Missing** in ${environmentList(missingIn, MOST)}: ${escaped(service)} reads it without a default, and nobody sets it there.`;
      case 'unused':
        return `**Unused**: nothing of ${escaped(service)} is seen to read ${code(name)}.`;
      case 'different':
        // The values stand in the table above.
        return '**Different** between environments.';
    }
  });
}
