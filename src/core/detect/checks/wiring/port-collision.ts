import type { Check } from '../../check.ts';
import { partEvidence } from '../../places.ts';
import { numberedPorts, type PortLine } from '../../port-lines.ts';
import type { Deployed } from '../../system.ts';
import { textsOf, partAt } from '../../manifest-parts.ts';

export const portCollision: Check = {
  id: 'wiring.port-collision',
  stage: 'wiring',
  severity: 'high',
  title: 'Two services publish the same port of the host',
  why: 'The second of them does not start: "port is already allocated".',
  fix: 'Publish one of them at another port.',
  guard: 'Services of different profiles, and ports of different addresses or protocols, do not collide.',
  sources: ['https://github.com/wso2/docker-apim/issues/105', 'https://github.com/qwc-services/qwc-docker/issues/18'],
  *run({ services }) {
    const all = services.flatMap(service => service.deployed).filter(({ compose }) => compose !== undefined);
    const published = all.flatMap(deployed =>
      numberedPorts(deployed.compose!).flatMap(line => (line.published === undefined ? [] : [{ deployed, line }])),
    );
    const groups = Map.groupBy(published, ({ deployed, line }) => `${deployed.environment} ${line.published}/${line.protocol}`);
    for (const members of groups.values()) {
      const [first, second] = pair(members);
      if (!first || !second) continue;
      const [one, other] = [first, second];
      yield {
        subject: `${one.deployed.service.name} ${other.deployed.service.name} ${one.line.published}`,
        message: `${one.deployed.name} and ${other.deployed.name} both publish port ${one.line.published} of the host.`,
        evidence: [
          partEvidence(other.line.part, other.deployed.compose!.file, `${other.deployed.name} publishes it`),
          partEvidence(one.line.part, one.deployed.compose!.file, `${one.deployed.name} publishes it`),
        ],
        about: [one.deployed.service.id, other.deployed.service.id],
      };
    }
  },
};

interface Published {
  readonly deployed: Deployed;
  readonly line: PortLine;
}

/** Two that run at the same time, on the same address. */
function pair(members: readonly Published[]): readonly Published[] {
  for (const [index, one] of members.entries())
    for (const other of members.slice(index + 1))
      if (one.deployed.name !== other.deployed.name && isOneFile(one, other) && collide(one, other)) return [one, other];
  return [];
}

/** Files that are only read together may as well be told apart. */
const isOneFile = (one: Published, other: Published): boolean => one.deployed.at.file === other.deployed.at.file;

const collide = (one: Published, other: Published): boolean =>
  (one.line.host === undefined || other.line.host === undefined || one.line.host === other.line.host) &&
  runTogether(one.deployed, other.deployed);

function runTogether(one: Deployed, other: Deployed): boolean {
  const [own, others] = [profilesOf(one), profilesOf(other)];
  return own.length === 0 && others.length === 0 ? true : own.some(profile => others.includes(profile));
}

const profilesOf = ({ compose }: Deployed): readonly string[] => textsOf(partAt(compose!.written, 'profiles'));
