/** The same rule for each of the names: `each('image hostname user', text)`. */
export const each = <R>(names: string, rule: R): Readonly<Record<string, R>> =>
  Object.fromEntries(names.split(' ').map(name => [name, rule]));
