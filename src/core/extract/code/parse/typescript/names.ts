import type * as tree from 'oxc-parser';

/** The text after the colon, in one line. */
export function typeText(annotation: tree.TSTypeAnnotation, text: string): string {
  const type = annotation.typeAnnotation;
  return text.slice(type.start, type.end).replaceAll(/\s+/g, ' ');
}

/** The name of a property, as its users spell it; a computed key keeps its own text: `Topics.CREATED`. */
export function keyOf(property: { readonly key: tree.PropertyKey; readonly computed: boolean }, text: string): string {
  const { key } = property;
  if (!property.computed && (key.type === 'Identifier' || key.type === 'PrivateIdentifier')) return key.name;
  if (key.type === 'Literal' && key.value !== null) return String(key.value);
  return text.slice(key.start, key.end);
}
