import type { Expression } from '../../syntax.ts';

/** What a link leads to is told by the attribute's name, which stays as the key of an object does. */
export const attributed = (name: string, value: Expression): Expression =>
  name === 'href' || name === 'to' ? { kind: 'object', entries: [{ key: name, value, span: value.span }], span: value.span } : value;
