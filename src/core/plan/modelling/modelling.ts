import type { Graph } from '../../model/graph.ts';
import type { FilePath } from '../../model/source.ts';
import { callerConfiguration, type CallerConfiguration } from './caller-configuration.ts';
import type { Calling } from './caller-advice.ts';
import { knownSystem, type KnownSystem, type ModellingInput } from './known-system.ts';
import { meshSettings, type MeshSettings } from './mesh.ts';
import type { Overlay } from './overlay-action.ts';
import { overlayOf } from './overlays.ts';
import type { ProtoService } from './proto-services.ts';
import { serviceConfig, type ServiceConfig } from './service-config.ts';

/** What to model; all of it where nothing is named. */
export interface Asked {
  readonly contract?: FilePath;
  /** Name of a service: its contracts, and who calls it and whom it calls. */
  readonly service?: string;
}

/** What the contracts of a workspace leave unsaid, and what their callers should set. */
export interface Modelled {
  readonly overlays: readonly { readonly contract: FilePath; readonly service: string; readonly overlay: Overlay }[];
  readonly serviceConfigs: readonly { readonly contract: FilePath; readonly service: string; readonly config: ServiceConfig }[];
  readonly callers: readonly CallerConfiguration[];
}

/** Pure: what is not known is said as not known, and nothing is invented. */
export function modelled(input: ModellingInput, asked: Asked = {}): Modelled {
  const system = knownSystem(input);
  const chosen = chosenBy(asked, system, input.graph);
  return {
    overlays: chosen.described.map(one => ({
      contract: one.file,
      service: one.service.name,
      overlay: overlayOf(one, { ...input, ...system }),
    })),
    serviceConfigs: chosen.protos.map(proto => ({ contract: proto.file, service: proto.name, config: configOf(proto, system, input) })),
    callers: chosen.callings.map(calling => callerConfiguration(calling, input)),
  };
}

type Chosen = Pick<KnownSystem, 'described' | 'protos' | 'callings'>;

function chosenBy({ contract, service }: Asked, { described, protos, callings }: Chosen, { nodes }: Graph): Chosen {
  const ids = new Set(nodes.filter(({ name }) => name === service).map(({ id }) => id));
  const isAsked = (file: FilePath, owners: Iterable<string>): boolean =>
    (contract === undefined || contract === file) && (service === undefined || [...owners].some(id => ids.has(id)));
  const ownDescribed = described.filter(one => isAsked(one.file, [one.service.id]));
  const ownProtos = protos.filter(({ file, servedBy }) => isAsked(file, servedBy));
  const served = new Set([...ownDescribed.map(one => one.service.id), ...ownProtos.flatMap(({ servedBy }) => [...servedBy])]);
  const isAround = ({ caller, callee }: Calling): boolean =>
    contract === undefined ? service === undefined || ids.has(caller.id) || ids.has(callee.id) : served.has(callee.id);
  return { described: ownDescribed, protos: ownProtos, callings: callings.filter(isAround) };
}

function configOf(proto: ProtoService, system: KnownSystem, { placeOf }: ModellingInput): ServiceConfig {
  const above = system.callings.filter(({ callee }) => proto.servedBy.has(callee.id)).flatMap(calling => calling.above);
  return serviceConfig(proto, {
    mesh: meshOf(proto, system),
    retriedAbove: [...new Set(above.map(({ caller }) => caller))],
    placeOf,
    requestsTo: ({ element }) => system.requests.get(element) ?? [],
  });
}

const meshOf = ({ servedBy }: ProtoService, { world, objects }: KnownSystem): MeshSettings =>
  world.services
    .filter(({ id }) => servedBy.has(id))
    .reduce<MeshSettings>((found, service) => ({ ...found, ...meshSettings(service, objects, world) }), {});
