import type { Annotation, Expression, Statement } from '../../extract/code/syntax.ts';
import type { Texts } from '../use.ts';
import { headOf, isRecord, nameIn } from '../payload/fields.ts';
import { classNamed, programOf } from '../payload/program.ts';
import type { ClassStatement, Unit } from '../payload/unit.ts';
import { mappingOf, type Mapping } from './mappings.ts';
import type { SchemaStep } from './column-use.ts';

type Field = Extract<Statement, { kind: 'assign' }>;

/** Tables and columns that classes stand for: SQLAlchemy, Django, TypeORM, JPA, EF Core, GORM. Pure and total. */
export function mappedSteps(unit: Unit, texts?: Texts): readonly SchemaStep[] {
  const own = unit.classes.flatMap(node => {
    const mapping = mappingOf(node, unit);
    return mapping ? stepsOf(node, unit, mapping) : [];
  });
  return [...own, ...setsOf(unit, texts)];
}

function stepsOf(node: ClassStatement, unit: Unit, mapping: Mapping): readonly SchemaStep[] {
  const { text } = unit.source;
  const at = (span: readonly [number, number], name: string) => ({ file: unit.source.path, span: nameIn(text, span, name) });
  const steps: SchemaStep[] = [{ kind: 'table', table: mapping.table, at: at(node.span, node.name) }];
  const fields = [
    ...(unit.language === 'C#' && !isRecord(node, unit) ? [] : node.parameters).map(parameter => ({
      ...parameter,
      target: [parameter.name],
      span: node.span,
    })),
    ...node.body.flatMap(member => (member.kind === 'assign' ? [member] : [])),
  ];
  for (const field of fields) {
    const name = field.target[0];
    if (name === undefined || field.target.length > 1 || /\bstatic\b/.test(headOf(text, field.span))) continue;
    const column = mapping.column({
      name,
      annotations: field.annotations,
      span: field.span,
      ...('value' in field && field.value && { value: field.value }),
      ...(field.type !== undefined && { type: field.type }),
    });
    if (!column) continue;
    const { isRequired, type } = column;
    steps.push({
      kind: 'column',
      table: mapping.table,
      column: column.name,
      at: at(field.span, name),
      ...(type !== undefined && { type }),
      ...(isRequired && { isRequired: true as const }),
    });
  }
  return steps;
}

/** `DbSet<Order> Orders` makes a table of a class that says nothing of it. */
function setsOf(unit: Unit, texts: Texts | undefined): readonly SchemaStep[] {
  if (unit.language !== 'C#') return [];
  const program = texts && programOf(texts);
  return unit.bindings.flatMap(({ target, type, scope }) => {
    const entity =
      scope.kind === 'class'
        ? /^(?:\w+\.)*DbSet<\s*([\w.]+)\s*>/
            .exec(type ?? '')?.[1]
            ?.split('.')
            .at(-1)
        : undefined;
    if (entity === undefined) return [];
    const found = program ? classNamed(entity, unit, program) : undefined;
    const own = unit.classes.find(node => node.name === entity);
    const node = own ?? found?.node;
    const place = own ? unit : found?.unit;
    if (!node || !place || mappingOf(node, place)) return [];
    const mapping = mappingOf({ ...node, annotations: [...node.annotations, tableOf(target[0]!, node)] }, place);
    return mapping ? stepsOf(node, place, mapping) : [];
  });
}

const tableOf = (name: string, { span }: ClassStatement): Annotation => ({ name: 'Table', arguments: [text(name, span)], named: [], span });

const text = (value: string, span: Field['span']): Expression => ({ kind: 'text', text: value, span });
