import type { Place } from '../../core/index/snapshot.ts';
import type { RunningDocument, SettingDocument } from '../../core/index/graph-document.ts';

/** How a node runs in one environment: a line for each setting, with the lines of the workspace that decide it. */
export function runningText({ environment, name, image, ports, probes, resources, variables }: RunningDocument): readonly string[] {
  const rows = [
    ...(image ? [row('image', image, [])] : []),
    ...ports.map(({ target, published }) => row('port', published === undefined ? `${target}` : `${published} → ${target}`, [])),
    ...probes.map(({ kind, asks, evidence }) => row(kind, asks, evidence)),
    ...resources.map(setting => row(setting.name, valueOf(setting), setting.evidence)),
    ...variables.map(setting => row(setting.name, valueOf(setting), setting.evidence)),
  ];
  return [`In ${environment} it runs as ${name}:`, ...rows];
}

const valueOf = ({ value, why }: SettingDocument): string => value ?? `not known: ${why ?? 'nothing here says it'}`;

const MOST_SHOWN = 100;

function row(name: string, value: string, evidence: readonly Place[]): string {
  const line = value.replace(/\s*\n\s*/g, ' ⏎ ');
  const short = line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line;
  const places = evidence.map(({ file, line }) => `${file}:${line}`).join(', ');
  return `  ${name.padEnd(24)} ${short}${places === '' ? '' : `  (${places})`}`;
}
