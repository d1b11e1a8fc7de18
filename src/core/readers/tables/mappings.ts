import type { Annotation, Expression } from '../../extract/code/syntax.ts';
import type { Span } from '../../model/source.ts';
import type { ClassStatement, Unit } from '../payload/unit.ts';
import { plural, snake } from './names.ts';

interface MappedField {
  readonly name: string;
  readonly type?: string;
  readonly value?: Expression;
  readonly annotations: readonly Annotation[];
  readonly span: Span;
}

interface MappedColumn {
  readonly name: string;
  readonly type?: string;
  readonly isRequired?: boolean;
}

/** What a library makes of a class: its table, and the column of each field that has one. */
export interface Mapping {
  readonly table: string;
  readonly column: (field: MappedField) => MappedColumn | undefined;
}

/** The mapping of a class; nothing where no library takes it for a table. */
export function mappingOf(node: ClassStatement, unit: Unit): Mapping | undefined {
  switch (unit.language) {
    case 'Python':
      return sqlalchemy(node) ?? django(node, unit);
    case 'TypeScript':
    case 'JavaScript':
      return typeorm(node);
    case 'Java':
      return jpa(node);
    case 'C#':
      return efCore(node, unit);
    case 'Go':
      return gorm(node);
    default:
      return undefined;
  }
}

const textOf = (expression: Expression | undefined): string | undefined => (expression?.kind === 'text' ? expression.text : undefined);

/** The text that an annotation is given: alone, by name, or in an object. */
function told({ arguments: [first], named }: Annotation, keys: readonly string[]): string | undefined {
  const options = first?.kind === 'object' ? first.entries : named;
  return textOf(first) ?? textOf(options.find(({ key }) => keys.includes(key))?.value);
}

const annotated = (annotations: readonly Annotation[], names: RegExp): Annotation | undefined =>
  annotations.find(({ name }) => names.test(name.split('.').at(-1) ?? name));

const assigned = (node: ClassStatement, name: string): Expression | undefined => {
  const found = node.body.find(member => member.kind === 'assign' && member.target[0] === name);
  return found?.kind === 'assign' ? found.value : undefined;
};

function sqlalchemy(node: ClassStatement): Mapping | undefined {
  const named = textOf(assigned(node, '__tablename__'));
  const isModel =
    node.bases.some(base => /(^|\.)db\.Model$|^(Base|DeclarativeBase|SQLModel)$/.test(base)) &&
    node.body.some(member => member.kind === 'assign' && isColumn(member.value));
  if (named === undefined && !isModel) return undefined;
  return {
    table: named ?? snake(node.name),
    column: ({ name, value, type }) => {
      if (value && !isColumn(value)) return undefined;
      if (!value && !/^Mapped\[(?!list|List|"?[A-Z]\w*Model)/.test(type ?? '')) return undefined;
      const call = value?.kind === 'call' ? value : undefined;
      const nullable = call?.named.find(({ key }) => key === 'nullable');
      return {
        name: textOf(call?.arguments[0]) ?? name,
        isRequired: nullable?.value.kind === 'other' && !hasDefault(call) && isFalse(nullable.value),
      };
    },
  };
}

/** `False` is the only word of five letters among what the tree does not keep. */
const isFalse = ({ span }: Expression): boolean => span[1] - span[0] === 5;
const hasDefault = (call: Extract<Expression, { kind: 'call' }> | undefined): boolean =>
  call?.named.some(({ key }) => /default/.test(key)) === true;

const isColumn = (value: Expression | undefined): boolean =>
  value?.kind === 'call' && /^(Column|mapped_column|Field)$/.test(value.path.at(-1) ?? '');

function django(node: ClassStatement, { source }: Unit): Mapping | undefined {
  if (!node.bases.some(base => /(^|\.)models\.Model$|^(TimeStampedModel|AbstractUser|AbstractBaseUser)$/.test(base))) return undefined;
  const meta = node.body.find(member => member.kind === 'class' && member.name === 'Meta');
  const named = meta?.kind === 'class' ? textOf(assigned(meta, 'db_table')) : undefined;
  const folders = source.path.split('/');
  const app = folders.at(-2) === 'models' ? folders.at(-3) : folders.at(-2);
  return {
    table: named ?? [app, node.name].filter(Boolean).join('_').toLowerCase(),
    column: ({ name, value }) => {
      const kind = value?.kind === 'call' ? (value.path.at(-1) ?? '') : '';
      if (value?.kind !== 'call' || !/(Field|ForeignKey)$/.test(kind) || kind === 'ManyToManyField') return undefined;
      const column = textOf(value.named.find(({ key }) => key === 'db_column')?.value);
      return { name: column ?? (/^(ForeignKey|OneToOneField)$/.test(kind) ? `${name}_id` : name), type: kind };
    },
  };
}

const TYPEORM_COLUMN =
  /^(Column|PrimaryColumn|PrimaryGeneratedColumn|CreateDateColumn|UpdateDateColumn|DeleteDateColumn|VersionColumn|ObjectIdColumn|JoinColumn|Property|PrimaryKey)$/;

function typeorm(node: ClassStatement): Mapping | undefined {
  const entity = annotated(node.annotations, /^(Entity|Table)$/);
  if (!entity) return undefined;
  return {
    table: told(entity, ['name', 'tableName', 'collection']) ?? snake(node.name),
    column: ({ name, annotations, type }) => {
      const join = annotated(annotations, /^JoinColumn$/);
      const column = join ?? annotated(annotations, TYPEORM_COLUMN);
      if (!column) return undefined;
      const [first] = column.arguments;
      const option = first?.kind === 'object' ? first : column.arguments[1];
      const named =
        option?.kind === 'object' ? textOf(option.entries.find(({ key }) => /^(name|fieldName|field)$/.test(key))?.value) : undefined;
      return { name: named ?? (join ? `${name}Id` : name), ...(type !== undefined && { type }) };
    },
  };
}

const JPA_RELATION = /^(OneToMany|ManyToMany|ElementCollection|Transient|OneToOne|ManyToOne|EmbeddedId|Embedded)$/;

function jpa(node: ClassStatement): Mapping | undefined {
  const entity = annotated(node.annotations, /^(Entity|MappedSuperclass|Embeddable)$/);
  if (!entity || !annotated(node.annotations, /^Entity$/)) return undefined;
  const table = annotated(node.annotations, /^Table$/);
  return {
    table: (table && told(table, ['name'])) ?? snake(told(entity, ['name']) ?? node.name),
    column: ({ name, annotations, type, span }) => {
      if (/^(serialVersionUID|log|logger|LOG)$/.test(name) || (span === node.span && node.parameters.length === 0)) return undefined;
      const join = annotated(annotations, /^JoinColumn$/);
      if (join) return { name: told(join, ['name']) ?? `${snake(name)}_id` };
      if (annotated(annotations, JPA_RELATION))
        return annotated(annotations, /^(ManyToOne|OneToOne)$/) ? { name: `${snake(name)}_id` } : undefined;
      const column = annotated(annotations, /^Column$/);
      const named = column && told({ ...column, arguments: [] }, ['name']);
      return { name: named ?? snake(name), ...(type !== undefined && { type }) };
    },
  };
}

function efCore(node: ClassStatement, { source }: Unit): Mapping | undefined {
  const table = annotated(node.annotations, /^(Table|TableAttribute)$/);
  if (!table) return undefined;
  return {
    table: told(table, ['Name', 'name']) ?? plural(node.name),
    column: ({ name, annotations, type, span }) => {
      const written = source.text.slice(span[0], span[1]);
      if (
        annotated(annotations, /^NotMapped$/) ||
        (!/\{\s*(?:get|init|set|\w+ get)\b/.test(written) && !annotated(annotations, /^Column$/))
      )
        return undefined;
      if (/^(I?List|I?Collection|IEnumerable|HashSet|ICollection)</.test(type ?? '')) return undefined;
      const column = annotated(annotations, /^Column$/);
      return { name: (column && told(column, ['Name'])) ?? name, ...(type !== undefined && { type }) };
    },
  };
}

function gorm(node: ClassStatement): Mapping | undefined {
  const tagged = node.body.some(member => member.kind === 'assign' && annotated(member.annotations, /^gorm$/));
  if (!tagged && !node.bases.some(base => /(^|\.)Model$/.test(base) && base.includes('gorm'))) return undefined;
  return {
    table: plural(snake(node.name)),
    column: ({ name, annotations, type }) => {
      const tag = textOf(annotated(annotations, /^gorm$/)?.arguments[0]) ?? '';
      if (tag === '-' || /foreignKey|many2many|references/i.test(tag) || /^\[\](?!byte)/.test(type ?? '')) return undefined;
      return {
        name: /column:([^;]+)/i.exec(tag)?.[1] ?? snake(name),
        isRequired: /not null/i.test(tag) && !/default/i.test(tag),
        ...(type !== undefined && { type }),
      };
    },
  };
}
