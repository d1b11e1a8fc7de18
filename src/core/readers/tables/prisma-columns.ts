import type { Source } from '../../model/source.ts';
import type { SchemaStep } from './column-use.ts';
import { locationAt } from './column-use.ts';

const MODEL = /^[ \t]*model\s+(\w+)\s*\{([^}]*)\}/gm;
const FIELD = /^([ \t]*)(\w+)[ \t]+(\w+)(\[\])?(\?)?([^\n]*)$/gm;

/** The tables of a `schema.prisma`. Fields of another model's type are relations and no columns. Pure and total. */
export function prismaSteps({ path, text }: Source): readonly SchemaStep[] {
  const models = [...text.matchAll(MODEL)];
  const names = new Set(models.map(([, name]) => name));
  return models.flatMap(model => {
    const body = model[2]!;
    const start = model.index + model[0].length - 1 - body.length;
    const table = /@@map\(\s*(?:name:\s*)?"([^"]+)"/.exec(body)?.[1] ?? model[1]!;
    const steps: SchemaStep[] = [
      { kind: 'table', table, at: locationAt(path, model.index + model[0].indexOf(model[1]!), model[1]!.length) },
    ];
    for (const [index, [, indent = '', field = '', type = '', many, optional, rest = '']] of [...body.matchAll(FIELD)].map(
      found => [found.index, found] as const,
    )) {
      if (names.has(type) || many !== undefined || field.startsWith('@@')) continue;
      const column = /@map\(\s*(?:name:\s*)?"([^"]+)"/.exec(rest)?.[1] ?? field;
      const isRequired = optional === undefined && !/@default|@updatedAt/.test(rest);
      const at = locationAt(path, start + index + indent.length, field.length);
      steps.push({ kind: 'column', table, column, at, type: type.toLowerCase(), ...(isRequired && { isRequired: true as const }) });
    }
    return steps;
  });
}
