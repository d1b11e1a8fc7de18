import type { Severity } from '../../core/model/finding.ts';
import type { Reported } from './reported.ts';

const COMMANDS: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'warning',
  info: 'notice',
};

/** Workflow commands that a GitHub run shows as annotations of lines. */
export const github = (reported: readonly Reported[]): string => reported.map(annotation).join('');

function annotation({ rule, severity, message, places }: Reported): string {
  const [first, ...others] = places;
  const at = first ? [`file=${property(first.file)}`, `line=${first.line}`, `col=${first.column}`] : [];
  const sides = others.map(({ file, line, note }) => `${file}:${line}${note ? ` ${note}` : ''}`);
  return `::${COMMANDS[severity]} ${[...at, `title=${property(rule)}`].join(',')}::${content([message, ...sides].join('\n'))}\n`;
}

const content = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => content(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
