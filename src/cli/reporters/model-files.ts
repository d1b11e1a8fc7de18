import type { Modelled } from '../../core/plan/modelling/modelling.ts';

export interface ModelFile {
  readonly name: string;
  readonly text: string;
}

const ENDINGS = { yaml: 'yaml', json: 'json', text: 'txt' } as const;

/** What was modelled as files for a folder, each under a name of its own. What has nothing to say is no file. */
export function modelFiles({ overlays, serviceConfigs, callers }: Modelled): readonly ModelFile[] {
  const files = [
    ...overlays
      .filter(({ overlay }) => overlay.actions.length > 0)
      .map(({ service, contract, overlay }) => ({ stem: `${service}-${baseOf(contract)}`, ending: 'overlay.json', text: json(overlay) })),
    ...serviceConfigs
      .filter(({ config }) => config.methodConfig.length > 0)
      .map(({ service, config }) => ({ stem: service, ending: 'service-config.json', text: json(config) })),
    ...callers.flatMap(({ caller, callee, snippets }) =>
      snippets.map(({ for: library, format, text }) => ({ stem: `${caller}-to-${callee}.${library}`, ending: ENDINGS[format], text })),
    ),
  ];
  const taken = new Set<string>();
  return files.map(({ stem, ending, text }) => ({ name: free(safe(stem), ending, taken), text }));
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');

/** Names come from the workspace: no separator, no leading dot, no endless length. */
const safe = (stem: string): string =>
  stem
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 100) || 'unnamed';

function free(stem: string, ending: string, taken: Set<string>): string {
  let name = `${stem}.${ending}`;
  // Some disks do not tell upper case from lower.
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${stem}-${count}.${ending}`;
  taken.add(name.toLowerCase());
  return name;
}
