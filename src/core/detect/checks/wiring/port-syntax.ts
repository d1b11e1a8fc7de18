import type { ComposeService } from '../../../model/compose-fact.ts';
import type { ManifestNode } from '../../../model/manifest-node.ts';
import { isTest } from '../../../model/paths.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check, Found } from '../../check.ts';
import { entryAt, itemsOf, partAt, textAt } from '../../manifest-parts.ts';
import { partEvidence } from '../../places.ts';
import type { System } from '../../system.ts';

export const portSyntax: Check = {
  id: 'wiring.port-syntax',
  stage: 'wiring',
  severity: 'medium',
  title: 'A port is written in a form that does not do what is meant',
  why: 'Compose rejects the file, or the port is not where people look for it.',
  fix: 'Write HOST:CONTAINER below ports, with the protocol once at the end; below expose only the port of the container.',
  guard: 'Ranges, variables and ports without a host side are left alone.',
  sources: [
    'https://github.com/opengisch/QFieldCloud/pull/1227',
    'https://github.com/docker/compose/issues/2406',
    'https://github.com/Accenture/adop-docker-compose/issues/228',
    'https://github.com/nimblehq/rails-templates/pull/50',
  ],
  *run(system) {
    for (const service of system.all('compose-service')) {
      if (isTest(service.file)) continue;
      for (const item of itemsOf(partAt(service.written, 'expose'))) yield* exposed(item, service, system);
      for (const item of itemsOf(partAt(service.written, 'ports'))) yield* mapped(item, service, system);
      yield* discarded(service, system);
    }
  },
};

type Service = Placed<ComposeService>;

/** A container in the network of the host has no ports of its own to publish. */
function* discarded(service: Service, system: System): Generator<Found> {
  const ports = entryAt(service.written, 'ports');
  if (!ports || textAt(service.written, 'network_mode') !== 'host' || itemsOf(ports.value).length === 0) return;
  yield {
    subject: `${service.name} ports host`,
    message: `${service.name} is in the network of the host, so the ports that it publishes are discarded: it is reached at the program’s own.`,
    severity: 'low',
    evidence: [
      partEvidence(ports, service.file, 'these are discarded'),
      partEvidence(entryAt(service.written, 'network_mode')!, service.file, 'it is in the network of the host'),
    ],
    about: idsOf(service, system),
  };
}

function* exposed(item: ManifestNode, service: Service, system: System): Generator<Found> {
  const [text, , target, protocol = ''] = (item.kind === 'text' && /^(\d+):(\d+)(\/\w+)?$/.exec(item.text)) || [];
  if (text === undefined) return;
  // What is published already needs no more than the port of the container here; else the whole line was meant for ports.
  const isPublished = entryAt(service.written, 'ports') !== undefined;
  yield {
    subject: `${service.name} expose ${text}`,
    message: `${service.name} writes ${text} below expose, which maps no port: it only takes ports of the container.`,
    evidence: [partEvidence(item, service.file, 'expose maps no port')],
    about: idsOf(service, system),
    ...(isPublished && { fix: rewritten('Name the port of the container', { item, service, text: `${target}${protocol}` }) }),
  };
}

function* mapped(item: ManifestNode, service: Service, system: System): Generator<Found> {
  if (item.kind !== 'text') return;
  const [, host, first, container, second] = /^(.*\d)\/(tcp|udp):(\d+)(?:\/(tcp|udp))?$/i.exec(item.text) ?? [];
  // YAML 1.1 reads 22:22 as a number of base 60.
  const isNumber = !item.quoted && /^\d{1,5}:[0-5]?\d$/.test(item.text);
  if (host === undefined && !isNumber) return;
  const text = host === undefined ? item.text : `${host}:${container}/${second ?? first}`;
  yield {
    subject: `${service.name} ports ${item.text}`,
    severity: host === undefined ? 'low' : 'medium',
    message:
      host === undefined
        ? `${service.name} writes ${item.text} without quotes, which YAML 1.1 reads as a number of base 60.`
        : `${service.name} writes the protocol inside of the mapping ${item.text}, which compose rejects.`,
    evidence: [partEvidence(item, service.file, 'this mapping')],
    about: idsOf(service, system),
    fix: rewritten(`Write "${text}"`, { item, service, text }),
  };
}

const rewritten = (
  title: string,
  { item, service, text }: { readonly item: ManifestNode; readonly service: Service; readonly text: string },
) => ({
  title,
  edits: [{ file: service.file, span: item.at, text: `"${text}"` }],
});

const idsOf = ({ file, name }: Service, { services }: System): readonly string[] =>
  services.filter(({ deployed }) => deployed.some(one => one.at.file === file && one.name === name)).map(({ id }) => id);
