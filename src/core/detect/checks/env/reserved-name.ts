import type { Check, Found } from '../../check.ts';
import { imageOf } from '../../image.ts';
import { evidence } from '../../places.ts';
import type { Deployed, Variable } from '../../system.ts';

/** What the programs of an image take a variable for, besides what somebody meant by it. */
const RESERVED: readonly { readonly image: RegExp; readonly names: RegExp; readonly takes: string }[] = [
  {
    image: /^(mysql|mariadb|percona(-server)?)$/,
    names: /^MYSQL_(HOST|TCP_PORT|UNIX_PORT)$/,
    takes: 'the client that its start script runs connects there instead of to its own server',
  },
  {
    image: /^(postgres|postgis|pgvector|timescaledb)$/,
    names: /^PG(HOST|HOSTADDR)$/,
    takes: 'psql and pg_isready inside it connect there instead of to its own server',
  },
  { image: /^(postgres|postgis|pgvector|timescaledb)$/, names: /^PGPORT$/, takes: 'its server listens on that port instead of 5432' },
  {
    image: /^(rabbitmq)$/,
    names: /^RABBITMQ_(DEFAULT_(PASS|USER)_FILE|VM_MEMORY_HIGH_WATERMARK|(MANAGEMENT_)?SSL_\w+)$/,
    takes: 'its start script calls it deprecated and exits since 3.9',
  },
  {
    image: /^(cp-kafka|cp-server)$/,
    names: /^KAFKA_(PORT|HOST|ADVERTISED_PORT|ADVERTISED_HOST)$/,
    takes: 'its start script calls it deprecated and exits',
  },
];

export const reservedName: Check = {
  id: 'env.reserved-name',
  stage: 'env',
  severity: 'low',
  title: 'A variable has a name that the image itself interprets',
  why: 'The programs inside the image take the variable as their own setting, so the container exits on start or talks to the wrong host.',
  fix: 'Rename the variable, or set it only where it is meant.',
  guard: 'Only variables of the server image itself count; those that the image documents for its users are left alone.',
  sources: ['https://github.com/MariaDB/mariadb-docker/issues/81'],
  *run({ services }) {
    for (const deployed of services.flatMap(service => service.deployed)) {
      const image = imageOf(deployed.image);
      if (image && deployed.deployment.folder === undefined && !deployed.deployment.clientOnly) yield* reserved(image.name, deployed);
      yield* lostPath(deployed);
    }
  },
};

function* reserved(image: string, deployed: Deployed): Generator<Found> {
  for (const variable of deployed.variables.values()) {
    const rule = RESERVED.find(({ image: images, names }) => images.test(image) && names.test(variable.name));
    if (rule) yield found(deployed, variable, `${deployed.name} runs ${image} and is given ${variable.name}: ${rule.takes}.`);
  }
}

/** A PATH without the system's own folders finds no program. */
function* lostPath(deployed: Deployed): Generator<Found> {
  const path = deployed.variables.get('PATH');
  if (path?.from !== 'deployment' || path.text === undefined || path.text.includes('$') || /(^|:)(\/usr)?\/bin(:|$)/.test(path.text))
    return;
  yield {
    ...found(deployed, path, `${deployed.name} is given a PATH without /bin and /usr/bin: no program of the image is found by its name.`),
    severity: 'high',
  };
}

const found = (deployed: Deployed, { name, at }: Variable, message: string): Found => ({
  subject: `${deployed.service.name} ${name}`,
  message,
  evidence: [evidence(at, 'set here')],
  about: [deployed.service.id],
});
