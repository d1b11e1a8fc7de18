import type { EnvDocument, EnvRowDocument } from '../../core/detect/env-document.ts';

type Cell = EnvRowDocument['cells'][number];

/** For people: a block a service, a line a variable, with what is wrong with it at its end. */
export function envText({ services }: EnvDocument): string {
  if (services.length === 0) return 'No service reads or is given a variable.\n';
  return services.map(service => `${service.service}\n${service.variables.map(row => rowText(row)).join('')}`).join('\n');
}

function rowText(row: EnvRowDocument): string {
  const verdicts = row.verdicts.length === 0 ? '' : `  ← ${row.verdicts.join(', ')}`;
  const fallback = row.fallback === undefined ? '' : `  default "${row.fallback}"`;
  const read = row.reads[0]
    ? `  read ${row.reads[0].file}:${row.reads[0].line}${row.reads.length > 1 ? ` and ${row.reads.length - 1} more` : ''}`
    : '';
  const cells = row.cells.map(
    cell =>
      `    ${cell.environment.padEnd(24)} ${cellText(cell)}${cell.places[0] ? `  ${cell.places[0].file}:${cell.places[0].line}` : ''}\n`,
  );
  return `  ${row.name}${row.secret ? ' (secret)' : ''}${read}${fallback}${verdicts}\n${cells.join('')}`;
}

function cellText({ state, text }: Cell): string {
  if (state === 'set' || state === 'image' || state === 'file')
    return text === undefined ? state : `"${text}"${state === 'set' ? '' : ` (${state})`}`;
  return state === 'absent' ? '–' : state;
}

const COLUMNS = ['service', 'variable', 'environment', 'state', 'value', 'default', 'secret', 'read at', 'set at', 'verdicts'] as const;

/** One line for each service, variable and environment. */
export function envCsv(document: EnvDocument): string {
  return [COLUMNS, ...rowsOf(document)].map(row => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** Spreadsheets take what begins with these for a formula. */
const quoted = (field: string): string => {
  const safe = /^[=+\-@\t\r]/.test(field) ? `'${field}` : field;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export function envMarkdown({ services }: EnvDocument): string {
  return services
    .map(({ service, environments, variables }) => {
      const head = ['variable', 'read', 'default', ...environments, ''];
      const rows = variables.map(row => [
        `\`${row.name}\`${row.secret ? ' 🔒' : ''}`,
        row.reads[0] ? `${row.reads[0].file}:${row.reads[0].line}` : '',
        row.fallback ?? '',
        ...row.cells.map(cellText),
        row.verdicts.join(', '),
      ]);
      return `## ${service}\n\n${[head, head.map(() => '---'), ...rows].map(row => `| ${row.map(escaped).join(' | ')} |`).join('\n')}\n`;
    })
    .join('\n');
}

const escaped = (text: string): string => text.replaceAll('|', '\\|').replace(/[\r\n]+/g, ' ');

const rowsOf = ({ services }: EnvDocument): readonly (readonly string[])[] =>
  services.flatMap(({ service, variables }) =>
    variables.flatMap(row => {
      const read = row.reads.map(({ file, line }) => `${file}:${line}`).join(' ');
      const cells: readonly (Cell | undefined)[] = row.cells.length > 0 ? row.cells : [undefined];
      return cells.map(cell => [
        service,
        row.name,
        cell?.environment ?? '',
        cell?.state ?? '',
        cell?.text ?? '',
        row.fallback ?? '',
        row.secret ? 'yes' : 'no',
        read,
        (cell?.places ?? []).map(({ file, line }) => `${file}:${line}`).join(' '),
        row.verdicts.join(' '),
      ]);
    }),
  );
