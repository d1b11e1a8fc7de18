/** The shortest path that means the same, as Go's `path.Clean` gives it: no `.`, no `//`, no `a/..`. */
export function cleanPath(path: string): string {
  if (path === '') return '.';
  const isAbsolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isAbsolute) parts.push('..');
  }
  return (isAbsolute ? '/' : '') + parts.join('/') || (isAbsolute ? '/' : '.');
}
