import type { Reported, ReportedRule } from './reported.ts';

/** For people: what is wrong, why it matters, where each side of it stands. */
export function findingsText(reported: readonly Reported[], rules: readonly ReportedRule[]): string {
  if (reported.length === 0) return 'No findings.\n';
  const counts = Map.groupBy(reported, ({ severity }) => severity);
  const summary = [...counts].map(([severity, own]) => `${own.length} ${severity}`).join(', ');
  return `${reported.map(result => findingText(result, rules)).join('\n')}\n${reported.length} finding${reported.length === 1 ? '' : 's'}: ${summary}.\n`;
}

function findingText({ rule, severity, message, places }: Reported, rules: readonly ReportedRule[]): string {
  const known = rules.find(({ id }) => id === rule);
  return [
    `${severity.padEnd(8)} ${message}  [${rule}]`,
    ...(known ? [`         ${known.why}`] : []),
    ...places.map(({ file, line, column, note }) => `         ${file}:${line}:${column}${note ? `  ${note}` : ''}`),
    '',
  ].join('\n');
}
