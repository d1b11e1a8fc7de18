import { placesOf } from '../../../model/source.ts';
import type { Check } from '../../check.ts';
import { entryAt, textAt } from '../../manifest-parts.ts';
import { evidence, partEvidence } from '../../places.ts';
import type { Deployed } from '../../system.ts';
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
  },
};

const WORK =
  /\b(migrate|migration|migrations|db:seed|db:migrate|seed|alembic upgrade|flyway|liquibase|prisma (migrate|db push)|goose|createbuckets?|makemigrations)\b/i;
const STAYS = /&&|;|serve|server|start|runserver|gunicorn|uvicorn|daemon|watch|npm run dev|--listen|worker/i;

/** Its name and its command both say so, or its command alone, and it stays for nothing else. */
function isJob({ name, deployment, compose }: Deployed): boolean {
  const command = deployment.command.map(({ value }) => (value.kind === 'literal' ? value.text : '')).join(' ');
  const isNamed = /(^|[-_])(migrate|migrator|migrations?|seed|seeder|createbuckets?)($|[-_])/i.test(name);
  if (deployment.ports.length > 0 || compose?.healthcheck || STAYS.test(command)) return false;
  return command === '' ? isNamed : WORK.test(command) && (isNamed || deployment.ports.length === 0);
}
