import type { OperationName } from '../../core/verify/requests/http-operation.ts';

export interface Routed<Operation> {
  readonly operation: Operation;
  /** Of path parameters, decoded. */
  readonly values: ReadonlyMap<string, string>;
}

/** Which operation a request asks for; the methods that its path has, where it is another one. */
export type Route<Operation> = (method: string, path: string) => Routed<Operation> | { readonly allowed: readonly string[] };

/** Paths by their templates; what is written out wins over what is open. */
export function routes<Operation extends OperationName>(operations: readonly Operation[], base: string): Route<Operation> {
  const templates = operations
    .map(operation => ({ operation, ...template(operation.path) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return (method, path) => {
    const inside = base !== '' && path.startsWith(`${base}/`) ? path.slice(base.length) : path;
    const fitting = templates.flatMap(({ operation, pattern, names }) => {
      const found = pattern.exec(inside.replace(/(?<=.)\/$/, ''));
      return found ? [{ operation, values: new Map(names.map((name, at) => [name, decoded(found[at + 1] ?? '')])) }] : [];
    });
    return (
      fitting.find(({ operation }) => operation.method === method) ?? {
        allowed: [...new Set(fitting.map(({ operation }) => operation.method))],
      }
    );
  };
}

function template(path: string): { readonly pattern: RegExp; readonly names: readonly string[]; readonly rank: string } {
  const names: string[] = [];
  const source = path.replace(/(?<=.)\/$/, '').replaceAll(/\{([^{}]*)\}|[^{}]+|[{}]/g, (text, name: string | undefined) => {
    if (name === undefined) return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(name.replace(/\*$/, ''));
    return name.endsWith('*') ? '(.+)' : '([^/]+)';
  });
  // The further to the right a template is open, the earlier it is asked.
  return { pattern: new RegExp(`^${source}$`), names, rank: path.replaceAll(/\{[^{}]*\}/g, '\uffff') };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
