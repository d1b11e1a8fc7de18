import { fields, type ComposeDocument } from '../core/verify/compose-document.ts';
import { ourNetwork } from './networks.ts';
import { projectName } from './side-compose.ts';
import type { SideAsked } from './side.ts';

export interface Networks {
  /** The address of each target's anchor. */
  readonly anchors: ReadonlyMap<string, string>;
  readonly networks: ReadonlyMap<string, string>;
}

/** An anchor for everything that is called, and a network of ours for each of the project's. One after the other: the engine makes them so. */
export async function networksOf(asked: SideAsked, labels: Readonly<Record<string, string>>): Promise<Networks> {
  const { engine, run, side, project, services, mocks, signal } = asked;
  const prefix = projectName(run, side);
  const anchors = new Map<string, string>();
  const networks = new Map<string, string>();
  for (const target of [...services, ...mocks]) {
    signal.throwIfAborted();
    const { gateway } = await ourNetwork(engine.docker, { name: `${prefix}_anchor-${target}`, labels, size: 'anchor' });
    anchors.set(target, gateway);
  }
  for (const key of networksUsed(project.document, services)) {
    signal.throwIfAborted();
    const { name } = await ourNetwork(engine.docker, { name: `${prefix}_${key}`, labels, size: 'project' });
    networks.set(key, name);
  }
  return { anchors, networks };
}

/** The default one too, for services that were on the network of the host. */
function networksUsed({ services }: ComposeDocument, wanted: readonly string[]): readonly string[] {
  const used = wanted.flatMap(name => Object.keys(fields(services[name]?.['networks'])));
  return [...new Set(used.length > 0 ? used : ['default'])];
}
