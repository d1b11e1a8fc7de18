import { imageOf } from '../../image.ts';
import type { Check, Found } from '../../check.ts';
import { baseImage, lastInstruction, targetStage } from '../../docker.ts';
import { healthcheckIn, isDisabled } from '../../health-tests.ts';
import { awaitedBy } from '../../start-order.ts';
import { entriesOf, partAt, textAt } from '../../manifest-parts.ts';
import { evidence, partEvidence } from '../../places.ts';
import type { Deployed } from '../../system.ts';

export const healthyWithoutHealthcheck: Check = {
  id: 'dependency.healthy-without-healthcheck',
  stage: 'dependency',
  severity: 'high',
  title: 'A service is awaited until it is healthy, but nothing asks whether it is',
  why: 'Compose refuses to start: the dependency has no healthcheck, so it never becomes healthy.',
  fix: 'Add a healthcheck to the service that is awaited, or wait with condition: service_started.',
  guard: 'A HEALTHCHECK in the Dockerfile counts; images that are not built here count only where they are known to have none.',
  sources: ['https://github.com/arriven/db1000n/issues/444'],
  *run(system) {
    for (const deployed of system.services.flatMap(service => service.deployed)) {
      const { compose } = deployed;
      for (const { key, value } of compose ? entriesOf(partAt(compose.written, 'depends_on')) : []) {
        if (textAt(value, 'condition') !== 'service_healthy' || textAt(value, 'required') === 'false') continue;
        const awaited = awaitedBy(deployed, key, system);
        if (awaited && hasNoHealth(awaited))
          yield found(deployed, awaited, partEvidence(partAt(value, 'condition')!, compose!.file, 'it is awaited until it is healthy'));
      }
    }
  },
};

/** No test in compose, and none that an image could bring. */
function hasNoHealth(awaited: Deployed): boolean {
  const healthcheck = healthcheckIn(awaited);
  if (healthcheck) return isDisabled(healthcheck);
  const { dockerfile, deployment, image, service } = awaited;
  if (dockerfile)
    return (
      brings(baseImage(dockerfile, targetStage(dockerfile, deployment.buildTarget))) === false &&
      !lastInstruction(dockerfile, 'HEALTHCHECK', targetStage(dockerfile, deployment.buildTarget))
    );
  return (
    deployment.folder === undefined &&
    brings(image) === false &&
    !service.dockerfiles.some(docker => lastInstruction(docker, 'HEALTHCHECK'))
  );
}

/** Images of others that carry a HEALTHCHECK. */
const CARRIES =
  /^(mailhog|maildev|mailpit|keydb|netdata|vaultwarden|server|portainer|gitea|minecraft-server|pi-?hole|nginx-proxy|unleash-server|localstack|mssql.*|oracle.*|gvenzl.*|.*-free|.*-xe|traefik-forward-auth|zabbix.*|metabase|uptime-kuma|roundcube.*|gitlab-.*|mssql-server.*|postgres-ha|timescaledb-ha|azurite|immich.*|healthchecks|home-assistant|authentik|server-.*|plex.*|jellyfin)$/;

/** Official images carry none; of other people's nothing is known but what their name tells. */
function brings(text: string | undefined): boolean | undefined {
  const image = imageOf(text);
  if (!image) return undefined;
  if (CARRIES.test(image.name)) return true;
  return image.registry === undefined || !/^(ghcr|mcr|quay|gcr|public)\./.test(image.registry) ? false : undefined;
}

function found(deployed: Deployed, awaited: Deployed, condition: ReturnType<typeof partEvidence>): Found {
  const fix = {
    title: `Wait until ${awaited.name} has started`,
    edits: [{ file: condition.at.file, span: condition.at.span, text: 'service_started' }],
  };
  return {
    subject: `${deployed.name} ${awaited.name}`,
    message: `${deployed.name} waits until ${awaited.name} is healthy, but ${awaited.name} has no healthcheck.`,
    evidence: [condition, evidence(awaited.at, 'it has no healthcheck')],
    about: [deployed.service.id, awaited.service.id],
    fix,
  };
}
