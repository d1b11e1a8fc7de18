import type { Service } from '../link/services.ts';
import type { Location } from '../model/source.ts';
import type { FilePath } from '../model/source.ts';
import { fieldUses } from '../readers/messages/field-uses.ts';
import { schemaOf } from '../readers/messages/protobuf-schema.ts';
import { filesFor } from './service-files.ts';
import type { Side } from './side.ts';

/** Who puts messages of a contract on topics or takes them from there speaks it without any rpc: where its code first names one. */
export function takersOf(file: FilePath, side: Side): ReadonlyMap<Service, readonly Location[]> {
  const { graph, texts, world } = side;
  const schema = schemaOf([{ path: file, text: texts.read(file) ?? '' }]);
  const talking = new Set(graph.edges.filter(({ kind }) => kind === 'publish' || kind === 'subscribe').map(({ from }) => from));
  const found = world.services.flatMap(service => {
    const files = talking.has(service.id) ? filesFor(service, side) : [];
    const at =
      files.length === 0
        ? []
        : [...schema.messages.keys()].flatMap(message =>
            fieldUses({ schema, message }, files, texts)
              .uses.slice(0, 1)
              .map(use => use.at),
          );
    return at.length === 0 ? [] : [[service, at] as const];
  });
  return new Map(found);
}
