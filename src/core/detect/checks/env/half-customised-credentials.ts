import type { EnvEntry } from '../../../model/deployment-parts.ts';
import { placesOf, type FilePath } from '../../../model/source.ts';
import type { Value } from '../../../model/value.ts';
import type { Check, Found } from '../../check.ts';
import { connectionIn } from '../../connection-text.ts';
import { credentialsOf } from '../../database-images.ts';
import { evidence } from '../../places.ts';
import type { Deployed, System, Variable } from '../../system.ts';

export const halfCustomisedCredentials: Check = {
  id: 'env.half-customised-credentials',
  stage: 'env',
  severity: 'medium',
  title: 'The server takes its credentials from a variable, its client has them written out',
  why: 'It works with the defaults; whoever sets the variable changes the server only, and the client is refused.',
  fix: 'Fill both from the same variable.',
  guard: 'Clients that fill in any variable, and servers whose credentials are written out too, are left alone.',
  sources: ['https://github.com/nocodb/nocodb/issues/4878', 'https://github.com/Morelitea/initiative/pull/90'],
  *run(system) {
    for (const client of system.services.flatMap(service => service.deployed)) {
      for (const variable of client.compose ? client.variables.values() : []) yield* half(client, variable, system);
    }
  },
};

function* half(client: Deployed, variable: Variable, system: System): Generator<Found> {
  const connection = variable.text === undefined || variable.from !== 'deployment' ? undefined : connectionIn(variable.text);
  const target = connection && system.world.directory.find(connection.host, client.deployment);
  const server = target && system.service(target.id)?.deployed.find(({ environment }) => environment === client.environment);
  const known = credentialsOf(target?.technology);
  const written = writtenEntry(client, variable.name, system);
  if (!connection?.password || !server || !known || written?.entry.value?.kind !== 'literal') return;
  for (const name of known.password ?? []) {
    const given = writtenEntry(server, name, system);
    if (!given || !refers(given.entry.value) || server.variables.get(name)?.text !== connection.password) continue;
    yield {
      subject: `${client.service.name} ${variable.name} ${name}`,
      message: `${server.name} takes ${name} from a variable, but ${client.name} has the default written out in ${variable.name}.`,
      evidence: [
        evidence(placesOf(written.entry, written.file)[0]!, 'the default is written out here'),
        evidence(placesOf(given.entry, given.file)[0]!, 'the server can be given another'),
      ],
      about: [client.service.id],
    };
  }
}

/** As the files have it, before anything is filled in. */
function writtenEntry(deployed: Deployed, name: string, system: System): { readonly entry: EnvEntry; readonly file: FilePath } | undefined {
  const file = deployed.variables.get(name)?.at.file ?? deployed.at.file;
  const service = system.factsIn(file, 'compose-service').find(one => one.name === deployed.name);
  const entry = service?.environment.find(one => one.name === name);
  return entry && { entry, file };
}

const refers = (value: Value | undefined): boolean => value?.kind === 'env' || (value?.kind === 'join' && value.parts.some(refers));
