import type { PackageDependency, PackageFact } from '../../../model/package-fact.ts';
import { isTest } from '../../../model/paths.ts';
import { INCOMPATIBLE, type Incompatible } from '../../client-versions.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check, Found } from '../../check.ts';
import { imageOf } from '../../image.ts';
import { imageAt } from '../../image-place.ts';
import { evidence, factEvidence } from '../../places.ts';
import type { Deployed, System } from '../../system.ts';
import type { FilePath } from '../../../model/source.ts';

export const clientServerMismatch: Check = {
  id: 'version.client-server-mismatch',
  stage: 'version',
  severity: 'high',
  title: 'A client library does not talk to the version of the server that runs',
  why: 'Every call is refused by one of the two (media type, product check, wire version), although both are installed and up.',
  fix: 'Use a client of the server’s major version, or the other way round.',
  guard: 'Only pairs that their makers call incompatible; ranges and images without a version are left alone.',
  sources: [
    'https://github.com/elastic/elasticsearch-py/issues/2046',
    'https://github.com/uken/fluent-plugin-elasticsearch/issues/964',
    'https://github.com/elastic/elasticsearch-ruby/issues/2060',
    'https://github.com/o19s/hello-ltr/issues/46',
    'https://github.com/GovWifi/govwifi-admin/pull/1814',
    'https://github.com/hysds/hysds/pull/125',
  ],
  *run(system) {
    const servers = system.services.flatMap(({ deployed }) => deployed).filter(({ deployment }) => deployment.folder === undefined);
    for (const manifest of system.all('package')) {
      if (isTest(manifest.file)) continue;
      for (const dependency of manifest.dependencies) {
        const client = dependency.development ? undefined : versionIn(dependency);
        if (client === undefined) continue;
        const rules = INCOMPATIBLE.filter(rule => rule.ecosystem.test(manifest.ecosystem) && rule.client.test(dependency.name));
        for (const rule of rules) yield* mismatched({ manifest, dependency, client, rule }, servers, system);
      }
    }
  },
};

interface Used {
  readonly manifest: Placed<PackageFact>;
  readonly dependency: PackageDependency;
  readonly client: readonly number[];
  readonly rule: Incompatible;
}

function* mismatched({ manifest, dependency, client, rule }: Used, servers: readonly Deployed[], system: System): Generator<Found> {
  const reached = servers.flatMap(server => {
    const image = imageOf(server.image);
    const isOne = image?.version !== undefined && rule.server.test(image.path) && isReachedFrom(manifest.file, server, system);
    return isOne ? [{ server, why: rule.why(client, image.version!) }] : [];
  });
  // One that fits is the one that is meant.
  const [wrong] = reached.some(({ why }) => why === undefined) ? [] : reached;
  if (!wrong) return;
  yield {
    subject: `${manifest.file} ${dependency.name} ${wrong.server.service.name}`,
    message: `${dependency.name} ${dependency.version} does not talk to ${wrong.server.image}: ${wrong.why}.`,
    evidence: [
      factEvidence({ file: manifest.file, at: dependency.at }, `the client is ${dependency.version}`),
      evidence(imageAt(wrong.server), `the server is ${wrong.server.image}`),
    ],
    about: [...ownersOf(manifest.file, system), wrong.server.service.id],
  };
}

/** `^8.15.0`, `~> 8.1`, `==7.17.*`, `v8.1.0`: the version that it begins with, where there is an upper bound to it. */
function versionIn({ version, name }: PackageDependency): readonly number[] | undefined {
  const text = (version ?? '').trim();
  const inName = /\/v(\d+)$/.exec(name)?.[1];
  const digits = /^(?:[\^~=v\s]|~>)*(\d+(?:\.\d+)*)(?:\.[*x])?(?:[-+][\w.]+)?$/.exec(text)?.[1];
  if (digits !== undefined) return digits.split('.').map(Number);
  return inName === undefined ? undefined : [Number(inName)];
}

const ownersOf = (file: FilePath, { services }: System): readonly string[] =>
  services
    .filter(({ files, folder }) => files.includes(file) || (folder !== undefined && file.startsWith(`${folder}/`)))
    .map(({ id }) => id);

/** Of a service that is seen to use the server, or where there is no other of its kind to use. */
function isReachedFrom(file: FilePath, server: Deployed, system: System): boolean {
  const owners = ownersOf(file, system).filter(id => id !== server.service.id);
  const uses = owners.some(owner => system.edgesFrom(owner).some(({ to }) => to === server.service.id));
  const others = system.services.filter(({ technology }) => technology !== undefined && technology === server.service.technology);
  return uses || others.length <= 1;
}
