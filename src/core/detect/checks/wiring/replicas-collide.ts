import type { Check } from '../../check.ts';
import { entryAt, itemsOf, partAt, textAt } from '../../manifest-parts.ts';
import { partEvidence } from '../../places.ts';
import type { Deployed } from '../../system.ts';

export const replicasCollide: Check = {
  id: 'wiring.replicas-collide',
  stage: 'wiring',
  severity: 'high',
  title: 'Replicas of one service want the same name or port of the host',
  why: 'The first starts, and every other one fails: the name is taken, or "port is already allocated".',
  fix: 'Leave container_name out, and publish a range or only the port of the container, or put a proxy before the replicas.',
  guard: 'Only services of compose whose number of replicas is written and more than one; published ranges are left alone.',
  sources: ['https://docs.docker.com/reference/compose-file/services/#container_name', 'https://github.com/docker/compose/issues/7188'],
  *run({ services }) {
    for (const deployed of services.flatMap(service => service.deployed)) {
      const { compose } = deployed;
      const replicas = partAt(compose?.written, 'deploy', 'replicas') ?? partAt(compose?.written, 'scale');
      if (!compose || replicas?.kind !== 'text' || !(Number(replicas.text) > 1)) continue;
      const wanted = entryAt(compose.written, 'container_name') ?? (isSwarm(deployed) ? undefined : fixedPort(deployed));
      if (!wanted) continue;
      const what = 'key' in wanted ? 'have one name' : 'publish one port';
      yield {
        subject: deployed.service.name,
        message: `${deployed.name} has ${replicas.text} replicas, and all of them ${what}.`,
        evidence: [
          partEvidence(wanted, compose.file, `all ${what}`),
          partEvidence(replicas, compose.file, `there are ${replicas.text} of it`),
        ],
        about: [deployed.service.id],
      };
    }
  },
};

/** A swarm has one port for all replicas; what only it reads tells that the file is for it. */
const isSwarm = ({ compose }: Deployed): boolean =>
  ['placement', 'update_config', 'rollback_config', 'endpoint_mode', 'mode'].some(
    key => partAt(compose!.written, 'deploy', key) !== undefined,
  );

const fixedPort = ({ compose }: Deployed) =>
  itemsOf(partAt(compose!.written, 'ports')).find(port => /^\d+$/.test(textAt(port, 'published') ?? ''));
