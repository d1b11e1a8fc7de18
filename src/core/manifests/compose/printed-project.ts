import { each } from './each.ts';
import { EXTENSIONS } from './extensions.ts';
import { mapping, textOf, valueOf, without, type MappingNode, type Node } from './node.ts';
import { keptTruth, listOf, mapOf, object, pairs, text, texts, number, truth, type Printed } from './printed.ts';
import { service } from './printed-service.ts';

const options = pairs('empty');

const ipam = object({ driver: text, config: listOf(object({ subnet: text, gateway: text, ip_range: text, aux_addresses: options })) });

const network = object(
  {
    ...each('name driver', text),
    ...each('external internal attachable', truth),
    ...each('enable_ipv4 enable_ipv6', keptTruth),
    ...each('driver_opts labels', options),
    ipam,
  },
  { ipam: mapping() },
);

const volume = object({ ...each('name driver', text), ...each('driver_opts labels', options), external: truth });

const fileObject = object({
  ...each('name file environment content driver template_driver', text),
  ...each('driver_opts labels', options),
  external: truth,
});

/** What a variable holds is not said where it would be shown. */
const config: Printed = (node, path) => {
  const printed = fileObject(node, path);
  return printed?.kind === 'mapping' && (textOf(printed, 'environment') ?? '') !== '' ? without(printed, 'content') : printed;
};

const SECTIONS: Readonly<Record<string, Printed>> = {
  services: mapOf(service),
  networks: mapOf(network),
  volumes: mapOf(volume),
  secrets: mapOf(fileObject),
  configs: mapOf(config),
  models: mapOf(object({ name: text, model: text, context_size: number, runtime_flags: texts })),
};

/** The project in the shape of `docker compose config --format json`, with all services and all resources; models are printed too. */
export function printedProject(root: MappingNode, name: Node): MappingNode {
  const entries = new Map([['name', { keyOrigins: root.entries.get('name')?.keyOrigins ?? [], value: name }]]);
  for (const [section, print] of Object.entries(SECTIONS)) {
    const entry = root.entries.get(section);
    const value = (entry && print(entry.value, section)) ?? (section === 'services' ? mapping() : undefined);
    if (value) entries.set(section, { keyOrigins: entry?.keyOrigins ?? [], value });
  }
  const extensions = valueOf(root, EXTENSIONS);
  if (extensions?.kind === 'mapping') for (const [key, entry] of extensions.entries) entries.set(key, entry);
  return { kind: 'mapping', entries, origins: root.origins };
}
