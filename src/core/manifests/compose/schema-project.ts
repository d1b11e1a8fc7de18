import { boolean, either, listOf, listOrMap, mapOf, object, orNull, text, textOrList, texts, type SchemaRule } from './schema-rules.ts';
import { NAMES, serviceRule } from './schema-service.ts';

const options = mapOf({ kinds: ['text', 'number'] }, 'allowed');
const closedExternal: SchemaRule = either(boolean, object({ name: text }));
const openExternal: SchemaRule = either(boolean, { kinds: ['mapping'], keys: { name: text } });

const pool = object({ subnet: text, ip_range: text, gateway: text, aux_addresses: mapOf(text) });

const network = orNull(
  object({
    name: text,
    driver: text,
    driver_opts: options,
    ipam: object({ driver: text, config: listOf(pool), options: mapOf(text) }),
    external: closedExternal,
    internal: boolean,
    enable_ipv4: boolean,
    enable_ipv6: boolean,
    attachable: boolean,
    labels: listOrMap,
  }),
);

const volume = orNull(object({ name: text, driver: text, driver_opts: options, external: closedExternal, labels: listOrMap }));

const fileObject = { name: text, environment: text, file: text, external: openExternal, labels: listOrMap, template_driver: text };

const include = either(text, {
  kinds: ['mapping'],
  keys: { path: textOrList, env_file: textOrList, project_directory: text },
  others: 'refused',
});

/** What a compose file may hold, as Docker Compose 2.40 checks it. */
export const projectRule = object({
  version: text,
  name: text,
  include: listOf(include),
  services: mapOf(serviceRule, 'refused', NAMES),
  models: mapOf(
    object({ name: text, model: text, context_size: { kinds: ['integer'] }, runtime_flags: texts }, ['model']),
    'allowed',
    NAMES,
  ),
  networks: mapOf(network, 'allowed', NAMES),
  volumes: mapOf(volume, 'refused', NAMES),
  secrets: mapOf(object({ ...fileObject, driver: text, driver_opts: options }), 'refused', NAMES),
  configs: mapOf(object({ ...fileObject, content: text }), 'refused', NAMES),
});
