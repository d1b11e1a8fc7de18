/** A rule for each path of keys that it names: `*` is any key, `[]` any item. Keys may hold dots, so a path is a list. */
type RulesByPath<R> = (path: readonly string[]) => R | undefined;

export const ITEM = '[]';

/** Compose's rules hang on paths like `services.*.ports.*`; a trie finds a path's rule without trying each. */
export function rulesByPath<R>(rules: Readonly<Record<string, R>>): RulesByPath<R> {
  const top: Branch<R> = { below: new Map() };
  for (const [path, rule] of Object.entries(rules)) {
    let branch = top;
    for (const part of path.split('.')) {
      const next: Branch<R> = branch.below.get(part) ?? { below: new Map() };
      branch.below.set(part, next);
      branch = next;
    }
    branch.rule = rule;
  }
  return path => ruleBelow(top, path, 0);
}

interface Branch<R> {
  readonly below: Map<string, Branch<R>>;
  rule?: R;
}

function ruleBelow<R>(branch: Branch<R>, path: readonly string[], at: number): R | undefined {
  if (at === path.length) return branch.rule;
  const named = branch.below.get(path[at]!);
  const any = branch.below.get('*');
  return (named && ruleBelow(named, path, at + 1)) ?? (any && ruleBelow(any, path, at + 1));
}

/** Whether a path is the pattern, or `*` stands where it differs. */
export const matches = (path: readonly string[], pattern: readonly string[]): boolean =>
  path.length === pattern.length && path.every((part, index) => pattern[index] === part || pattern[index] === '*');
