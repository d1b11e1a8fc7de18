import type { Source, Span } from '../../model/source.ts';
import { declared, type Declared, type DeclaredMember, type DeclaredType } from './declared.ts';

/** Something that a file offered, and that is not as it was. */
export interface ClassChange {
  /** `Order.total`, `Order`, `newClient`. */
  readonly element: string;
  readonly type?: string;
  readonly member?: DeclaredMember;
  /** Who has to be edited: whoever names it; whoever calls it; whoever makes one; nobody. */
  readonly hits: 'users' | 'callers' | 'makers' | 'nobody';
  readonly rule: string;
  readonly message: string;
  /** In the version before, or after where it is new. */
  readonly span: Span;
  readonly side: 'before' | 'after';
}

/** What differs between two versions of what a file offers to others. Pure and total. */
export function classChanges(before: Source, after: Source): readonly ClassChange[] {
  const was = offered(declared(before));
  const is = offered(declared(after)) ?? (was && { ...was, types: [], functions: [] });
  if (!was || !is) return [];
  return [...was.types.flatMap(type => typeChanges(type, is)), ...added(was, is), ...functionChanges(was, is)];
}

const offered = (file: Declared | undefined): Declared | undefined =>
  file && { ...file, types: file.types.map(type => ({ ...type, members: type.members.filter(({ hidden }) => !hidden) })) };

function typeChanges(was: DeclaredType, { types }: Declared): ClassChange[] {
  const is = types.find(({ name }) => name === was.name);
  const { name, span } = was;
  if (!is)
    return [
      { element: name, type: name, hits: 'users', rule: 'type-removed', message: `${name} is no longer there.`, span, side: 'before' },
    ];
  return [...membersGone(was, is), ...membersChanged(was, is), ...membersNew(was, is), ...makerChanged(was, is)];
}

const sameMember = (one: DeclaredMember, { members }: DeclaredType): DeclaredMember | undefined =>
  members.find(({ name, kind }) => name === one.name && kind === one.kind);

function membersGone(was: DeclaredType, is: DeclaredType): ClassChange[] {
  return was.members
    .filter(member => !sameMember(member, is) && !is.members.some(({ name }) => name === member.name || isGetter(name, member.name)))
    .map(member => {
      const element = `${was.name}.${member.name}`;
      return {
        element,
        type: was.name,
        member,
        hits: 'users',
        rule: 'member-removed',
        message: `${element} is no longer there.`,
        span: member.span,
        side: 'before',
      };
    });
}

/** What is behind a getter may be called otherwise. */
const isGetter = (name: string, value: string): boolean =>
  /^(get|is)[A-Z]/.test(name) && name.replace(/^(get|is)/, '').toLowerCase() === value.toLowerCase();

function membersChanged(was: DeclaredType, is: DeclaredType): ClassChange[] {
  return was.members.flatMap(member => {
    const now = sameMember(member, is);
    const overloaded = [was, is].some(({ members }) => members.filter(({ name }) => name === member.name).length > 1);
    return !now || overloaded ? [] : difference(`${was.name}.${member.name}`, { was: member, is: now, type: was.name });
  });
}

interface Both {
  readonly was: DeclaredMember;
  readonly is: DeclaredMember;
  readonly type?: string;
}

function difference(element: string, { was, is, type }: Both): ClassChange[] {
  const common = { element, ...(type !== undefined && { type }), member: was, span: was.span, side: 'before' as const };
  if (is.required > was.most || is.most < was.required)
    return [{ ...common, hits: 'callers', rule: 'arguments-changed', message: `${element} asks for other arguments.` }];
  if (was.required < is.required || is.most < was.most)
    return [
      {
        ...common,
        hits: 'callers',
        rule: 'arguments-changed',
        message: `${element} asks for ${is.required} arguments instead of ${was.required}.`,
      },
    ];
  if (was.kind === 'value' && was.type !== undefined && is.type !== undefined && familyOf(was.type) !== familyOf(is.type))
    return [{ ...common, hits: 'users', rule: 'type-changed', message: `${element} is of type ${is.type} instead of ${was.type}.` }];
  return [];
}

/** Types that stand for one another in most places are of one family. */
function familyOf(type: string): string {
  const plain = type.replace(/[?*&\s]/g, '').replace(/^(Optional|Nullable)<(.*)>$/, '$2');
  if (
    /^(u?int\d*|u?long|u?short|byte|s?byte|float\d*|double|decimal|Integer|Long|Short|Double|Float|Byte|Int|BigDecimal|BigInteger|number)$/.test(
      plain,
    )
  )
    return 'number';
  if (/^(string|String|str|text)$/.test(plain)) return 'text';
  if (/^(bool|Boolean|boolean)$/.test(plain)) return 'truth';
  return (
    /^(?:I?(?:ReadOnly)?(?:List|Collection|Enumerable)|Set|Iterable|Sequence|HashSet|ArrayList)<(.*)>$/.exec(plain)?.[1] ??
    plain.replace(/\[\]/g, '')
  );
}

const isNew = (member: DeclaredMember, was: DeclaredType): boolean => !was.members.some(({ name }) => name === member.name);

const membersNew = (was: DeclaredType, is: DeclaredType): ClassChange[] =>
  is.members
    .filter(member => isNew(member, was))
    .map(member => {
      const element = `${is.name}.${member.name}`;
      return {
        element,
        type: is.name,
        member,
        hits: 'nobody',
        rule: 'member-added',
        message: `${element} is new.`,
        span: member.span,
        side: 'after',
      };
    });

function makerChanged({ name, maker: was }: DeclaredType, { maker: is }: DeclaredType): ClassChange[] {
  if (!was || !is || (is.required <= was.required && is.most >= was.most)) return [];
  return [
    {
      element: name,
      type: name,
      hits: 'makers',
      rule: 'constructor-changed',
      message: `A ${name} is made of other arguments.`,
      span: was.span,
      side: 'before',
    },
  ];
}

function added(was: Declared, is: Declared): ClassChange[] {
  const types = is.types.filter(type => !was.types.some(({ name }) => name === type.name));
  const functions = is.functions.filter(one => !was.functions.some(({ name }) => name === one.name));
  return [...types, ...functions].map(({ name, span }) => ({
    element: name,
    hits: 'nobody',
    rule: 'declaration-added',
    message: `${name} is new.`,
    span,
    side: 'after',
  }));
}

function functionChanges(was: Declared, is: Declared): ClassChange[] {
  return was.functions.flatMap((member): ClassChange[] => {
    const now = is.functions.find(({ name }) => name === member.name);
    if (now) return difference(member.name, { was: member, is: now });
    return [
      {
        element: member.name,
        member,
        hits: 'users',
        rule: 'function-removed',
        message: `${member.name} is no longer there.`,
        span: member.span,
        side: 'before',
      },
    ];
  });
}
