import type { Evidence } from '../../../model/finding.ts';
import { placesOf, type Location } from '../../../model/source.ts';
import type { Check, Found } from '../../check.ts';
import { entryAt, partAt, textAt } from '../../manifest-parts.ts';
import { evidence, partEvidence } from '../../places.ts';
import type { Deployed, System } from '../../system.ts';
import { awaitedBy } from '../../start-order.ts';

export const jobNotAwaited: Check = {
  id: 'dependency.job-not-awaited',
  stage: 'dependency',
  severity: 'high',
  title: 'A job that prepares something is started, but nobody waits until it is done',
  why: 'The program starts beside the job and meets a database that is half migrated; whether the job failed, nobody sees.',
  fix: 'Wait with condition: service_completed_successfully, and do not restart the job.',
  guard: 'Only services whose command or name says that they migrate or seed and then end.',
  sources: [
    'https://github.com/ShieldBattery/ShieldBattery/pull/1327',
    'https://github.com/pulumi/pulumi-self-hosted-installers/pull/188',
    'https://github.com/DewyKB/dewy/issues/32',
    'https://github.com/docker/compose/issues/8154',
  ],
  *run(system) {
    for (const deployed of system.services.flatMap(service => service.deployed)) {
      for (const dependency of deployed.compose?.dependsOn ?? []) {
        const job = awaitedBy(deployed, dependency.service, system);
        if (!job) continue;
        const at = placesOf(dependency, deployed.compose!.file)[0]!;
        const restart = textAt(job.compose!.written, 'restart');
        if (dependency.condition === 'service_completed_successfully') {
          if (job.service.kind !== 'service' && !isJob(job) && job.deployment.command.length === 0) yield neverEnds(deployed, job, at);
          if (restart !== 'always' && restart !== 'unless-stopped') continue;
          yield {
            subject: `${job.service.name} restart`,
            message: `${deployed.name} waits until ${job.name} has completed, but ${job.name} is restarted whenever it ends.`,
            evidence: [
              partEvidence(entryAt(job.compose!.written, 'restart')!, job.compose!.file, 'it is started again'),
              evidence(at, 'its end is awaited'),
            ],
            about: [job.service.id, deployed.service.id],
          };
        } else if (isJob(job) && restart !== 'always' && restart !== 'unless-stopped') {
          yield {
            subject: `${deployed.service.name} ${job.service.name}`,
            message: `${deployed.name} starts as soon as ${job.name} has started, not when it has done its work.`,
            evidence: [evidence(at, `${job.name} is only started before it`), evidence(job.at, 'it does its work and ends')],
            about: [deployed.service.id, job.service.id],
          };
        }
      }
    }
    yield* forgotten(system);
  },
};

const neverEnds = (deployed: Deployed, job: Deployed, at: Location): Found => ({
  subject: `${deployed.service.name} ${job.service.name} never ends`,
  message: `${deployed.name} waits until ${job.name} has completed, but ${job.name} is a server and never does.`,
  evidence: [evidence(at, 'its end is awaited'), evidence(job.at, 'it goes on')],
  about: [deployed.service.id, job.service.id],
});

/** Jobs that nobody depends on, beside programs that need what they do. */
function* forgotten(system: System): Generator<Found> {
  const all = system.services.flatMap(service => service.deployed).filter(({ compose }) => compose);
  for (const job of all) {
    if (!isJob(job) || partAt(job.compose!.written, 'profiles') || all.some(other => waitsFor(other, job))) continue;
    const [first, ...others] = all.filter(other => other !== job && other.environment === job.environment && needs(other, job));
    if (!first) continue;
    const names = [first, ...others].map(({ name }) => name);
    yield {
      subject: `${job.service.name} awaited`,
      severity: 'medium',
      message: `${job.name} prepares what ${names.slice(0, 4).join(', ')} ${names.length > 1 ? 'use' : 'uses'}, and nothing lets ${names.length > 1 ? 'them' : 'it'} wait until it is done.`,
      evidence: [
        unawaited(first, job),
        evidence(job.at, 'it does its work and ends'),
        ...others.slice(0, 3).map(other => unawaited(other, job)),
      ],
      about: [first, job, ...others].map(({ service }) => service.id),
    };
  }
}

const unawaited = ({ compose, at }: Deployed, job: Deployed): Evidence => {
  const entry = entryAt(compose!.written, 'depends_on');
  const note = `it does not wait for ${job.name}`;
  return entry ? partEvidence(entry, compose!.file, note) : evidence(at, note);
};

const waitsFor = ({ compose, environment }: Deployed, job: Deployed): boolean =>
  environment === job.environment && compose!.dependsOn.some(({ service }) => service === job.name);

/** It is made of the job's code, or uses the store that the job waits for; and it is not started again until all is there. */
function needs(other: Deployed, job: Deployed): boolean {
  if (isJob(other) || other.service.kind !== 'service' || textAt(other.compose!.written, 'restart') !== undefined) return false;
  const { folder } = job.deployment;
  if (folder === undefined ? job.image !== undefined && other.image === job.image : other.deployment.folder === folder) return true;
  const stores = job.compose!.dependsOn.map(({ service }) => service);
  return other.deployment.folder !== undefined && other.compose!.dependsOn.some(({ service }) => stores.includes(service));
}

const WORK =
  /\b(migrate|migration|migrations|db:seed|db:migrate|seed|alembic upgrade|flyway|liquibase|prisma (migrate|db push)|goose|createbuckets?|makemigrations)\b/i;
const CHAINS = /&&|;/;
const STAYS = /serve|server|start|runserver|gunicorn|uvicorn|daemon|watch|npm run dev|--listen|worker/i;

/** Its name and its command both say so, or its command alone, and it stays for nothing else. */
function isJob({ name, deployment, compose }: Deployed): boolean {
  const command = deployment.command.map(({ value }) => (value.kind === 'literal' ? value.text : '')).join(' ');
  const isNamed = /(^|[-_])(migrate|migrator|migrations?|seed|seeder|create-?buckets?)($|[-_])/i.test(name);
  if (deployment.ports.length > 0 || compose?.healthcheck || STAYS.test(command)) return false;
  if (CHAINS.test(command) && !isNamed && !/exit 0\W*$/.test(command)) return false;
  return isNamed || WORK.test(command);
}
