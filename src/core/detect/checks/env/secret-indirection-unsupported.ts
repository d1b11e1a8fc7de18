import type { Check, Found } from '../../check.ts';
import { lastInstruction, targetStage } from '../../docker.ts';
import { imageOf } from '../../image.ts';
import { evidence } from '../../places.ts';
import type { Deployed, SystemService, Variable } from '../../system.ts';
import { isSecretName } from '../../variable-names.ts';

export const secretIndirectionUnsupported: Check = {
  id: 'env.secret-indirection-unsupported',
  stage: 'env',
  severity: 'medium',
  title: 'A secret is handed over as a file, and nothing reads the file',
  why: 'The program starts with an empty password, or takes the path for the password.',
  fix: 'Read the file in the program or its start script, or hand the value over as a variable.',
  guard: 'Images that are known to read NAME_FILE, and programs with a start script of their own, are left alone.',
  sources: [
    'https://github.com/linuxserver/docker-transmission/issues/242',
    'https://github.com/TeamSpeak-Systems/teamspeak-linux-docker-images/pull/53',
  ],
  *run({ services }) {
    for (const service of services) {
      for (const deployed of service.deployed) {
        for (const variable of deployed.variables.values()) {
          const name = nameInFile(variable);
          if (name === undefined) continue;
          const found = service.hasCode
            ? unreadByCode(service, deployed, { variable, name })
            : unreadByImage(service, deployed, { variable, name });
          if (found) yield found;
        }
      }
    }
  },
};

interface Handed {
  readonly variable: Variable;
  /** What the file holds the value of. */
  readonly name: string;
}

/** `DB_PASSWORD_FILE` and `FILE__DB_PASSWORD` with the path of a secret. */
function nameInFile({ name, text, from }: Variable): string | undefined {
  const inside = /^(\w+?)_+FILE$/.exec(name)?.[1] ?? /^FILE__(\w+)$/.exec(name)?.[1];
  if (inside === undefined || from === 'image') return undefined;
  const isSecret = isSecretName(inside) || /(^|_)(USER|USERNAME|DB|DATABASE)$/.test(inside);
  return isSecret && (text === undefined || /^\/(run|var\/run)\/secrets\/|^\/[^\s:]*secret/.test(text)) ? inside : undefined;
}

function unreadByCode(service: SystemService, deployed: Deployed, { variable, name }: Handed): Found | undefined {
  if (deployed.variables.has(name) || service.reads.some(read => read.name === variable.name) || startsByScript(deployed)) return undefined;
  const read = service.reads.find(one => one.name === name && one.certain);
  return (
    read && {
      ...about(service, variable),
      message: `${deployed.name} is given ${variable.name}, but its code reads ${name} only.`,
      evidence: [evidence(variable.at, 'the file is named here'), evidence(read.at, `${name} is read here`)],
    }
  );
}

/** A start script may read the file for the program. */
function startsByScript({ dockerfile, deployment }: Deployed): boolean {
  if (!dockerfile) return false;
  const stage = targetStage(dockerfile, deployment.buildTarget);
  return ['ENTRYPOINT', 'CMD'].some(keyword => /\.sh\b|entrypoint/.test(lastInstruction(dockerfile, keyword, stage)?.text ?? ''));
}

/** Images that read variables of their own name, and which of them may be given as files. */
const SUPPORTED: readonly { readonly image: RegExp; readonly own: RegExp; readonly asFile: RegExp }[] = [
  { image: /^postgres$|^postgis$|^pgvector$/, own: /^POSTGRES_/, asFile: /^POSTGRES_(PASSWORD|USER|DB|INITDB_ARGS)$/ },
  {
    image: /^(mysql|mariadb)$/,
    own: /^(MYSQL|MARIADB)_/,
    asFile: /^(MYSQL|MARIADB)_(ROOT_HOST|ROOT_PASSWORD|DATABASE|USER|PASSWORD|ROOT_PASSWORD_HASH|PASSWORD_HASH)$/,
  },
  { image: /^mongo$/, own: /^MONGO_/, asFile: /^MONGO_INITDB_ROOT_(USERNAME|PASSWORD)$/ },
  { image: /^redis$/, own: /^REDIS_/, asFile: /^$/ },
  { image: /^rabbitmq$/, own: /^RABBITMQ_/, asFile: /^RABBITMQ_$/ },
  { image: /^keycloak$/, own: /^(KC|KEYCLOAK)_/, asFile: /^$/ },
  { image: /^grafana(-oss|-enterprise)?$/, own: /^GF_/, asFile: /^$/ },
  { image: /^influxdb$/, own: /^DOCKER_INFLUXDB_/, asFile: /^DOCKER_INFLUXDB_INIT_(USERNAME|PASSWORD|ADMIN_TOKEN)$/ },
];

/** Grafana marks a file by two underscores: `GF_SECURITY_ADMIN_PASSWORD__FILE`. */
const isMarked = (variable: Variable): boolean => /^GF_\w+__FILE$/.test(variable.name);

function unreadByImage(service: SystemService, deployed: Deployed, { variable, name }: Handed): Found | undefined {
  const image = imageOf(deployed.image);
  const rule = image && !/^(bitnami|linuxserver)/.test(image.path) && SUPPORTED.find(({ image: images }) => images.test(image.name));
  if (!rule || !rule.own.test(name) || rule.asFile.test(name) || isMarked(variable)) return undefined;
  return {
    ...about(service, variable),
    message: `${deployed.name} is given ${variable.name}, which the image ${image.name} does not read.`,
    evidence: [evidence(variable.at, 'the file is named here')],
  };
}

const about = (service: SystemService, { name }: Variable) => ({ subject: `${service.name} ${name}`, about: [service.id] });
