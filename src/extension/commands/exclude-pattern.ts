/** The setting with one path more, which begins at the workspace folder. What stands there of another kind is left as it is not read anyway. */
export function withPattern(setting: unknown, path: string): readonly string[] {
  const known = Array.isArray(setting) ? setting.filter(pattern => typeof pattern === 'string') : [];
  const pattern = path.replace(/[\\*?[\]!# ]/g, '\\$&');
  return known.includes(pattern) ? known : [...known, pattern];
}
