import type { Annotation, Expression, Statement } from '../../syntax.ts';
import { each } from '../rules/argument.ts';

export type Class = Extract<Statement, { kind: 'class' }>;
export type Method = Extract<Statement, { kind: 'function' }>;

export const annotation = (on: { readonly annotations: readonly Annotation[] }, name: RegExp): Annotation | undefined =>
  on.annotations.find(annotation => name.test(annotation.name));

/** What an annotation was given under one of the names, or alone where `value` is among them. */
export function given(annotation: Annotation, names: readonly string[]): Expression | undefined {
  const named = names.map(name => annotation.named.find(entry => entry.key === name)?.value).find(value => value !== undefined);
  return named ?? (names.includes('value') ? annotation.arguments[0] : undefined);
}

export const allGiven = (annotation: Annotation, names: readonly string[]): readonly Expression[] => {
  const value = given(annotation, names);
  return value ? each(value) : [];
};

export const methodsOf = (type: Class): readonly Method[] => type.body.filter(member => member.kind === 'function');

/** `api.OrderOperations<Order>` is OrderOperations. */
export const typeName = (written: string): string => written.replace(/<.*/s, '').split('.').at(-1)!.trim();
