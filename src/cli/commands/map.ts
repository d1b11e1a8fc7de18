import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from '../command.ts';
import { atMost, parsed } from '../arguments.ts';
import { CACHE_OPTION, folder } from '../folder.ts';
import { linkedWorkspace } from '../linked.ts';
import { findings } from '../../core/detect/findings.ts';
import { resilienceDocuments } from '../../core/detect/resilience/resilience-document.ts';
import { systemIn } from '../../core/detect/system-of-snapshot.ts';
import { graphDocument, type GraphDocument } from '../../core/index/graph-document.ts';
import type { Snapshot } from '../../core/index/snapshot.ts';
import { marked, NO_MARKS, type MapMarks } from '../../protocol/panels/map-marks.ts';
import { mapMarks } from '../../server/map-marks.ts';
import { sentence } from '../reporters/graph-text.ts';
import { html, type MapAssets } from '../reporters/html.ts';
import { UsageError } from '../usage-error.ts';

export const map: Command = {
  name: 'map',
  usage: 'map DIR --out FILE.html [--no-cache]',
  summary: 'Write the dependency map as one self-contained HTML file.',
  async run(args, output) {
    const { positionals, options } = parsed(args, { out: { type: 'string' }, ...CACHE_OPTION });
    atMost({ positionals }, 1);
    const root = await folder(positionals[0], map);
    const out = options['out'];
    if (typeof out !== 'string' || out === '') throw new UsageError('Say where the map goes: faultline map DIR --out FILE.html.');
    const { snapshot } = await linkedWorkspace(root, output, options);
    const document = graphDocument(snapshot);
    await writeMap(document, marksOf(snapshot), { root, out });
    output.write(`${sentence(document)}\nThe map is in ${out}.\n`);
    return 0;
  },
};

/** What the checks say of nodes and edges. */
function marksOf(snapshot: Snapshot): MapMarks {
  const system = systemIn(snapshot);
  return system ? mapMarks(findings(system), resilienceDocuments(system, snapshot)) : NO_MARKS;
}

interface Written {
  readonly root: string;
  readonly out: string;
}

/** Writes the map of a graph, with the source line of every proof and links that open it in VS Code. */
async function writeMap(document: GraphDocument, marks: MapMarks, { root, out }: Written): Promise<void> {
  // Only this command needs what the panels are made with.
  const [{ mapState }, { mapGraph }] = await Promise.all([import('../../protocol/panels/map.ts'), import('../../server/map-graph.ts')]);
  const graph = marked(await mapGraph(document, resolve(root)), marks);
  const page = html(mapState(graph, `vscode://file${resolve(root)}/`), await assets());
  await makeFolder(dirname(resolve(out)));
  await writeFile(out, page).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${out} cannot be written (${error.code ?? error.message}); name another file.`);
  });
}

/** Makes the folders of a path from the top, one by one: Node's recursive mkdir does not end below /proc. What fails, the writing after it says. */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path) || dirname(path) === path) return;
  await makeFolder(dirname(path));
  await mkdir(path).catch(() => undefined);
}

/** The bundle's script and style, which the build writes beside the command line's own file. */
async function assets(): Promise<MapAssets> {
  const beside = dirname(fileURLToPath(import.meta.url));
  const [script, style] = await Promise.all([readFile(join(beside, 'map.js'), 'utf8'), readFile(join(beside, 'map.css'), 'utf8')]);
  return { script, style };
}
