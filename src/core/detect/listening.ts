import { addressesIn, HOLE, isLocal } from '../link/address.ts';
import { isUnder } from '../model/paths.ts';
import type { Location } from '../model/source.ts';
import { baseImage, targetStage } from './docker.ts';
import { portsOfImage } from './image-ports.ts';
import type { Deployed, System, Variable } from './system.ts';

/** Where a container listens, as far as its files tell. */
export interface Listening {
  /** Ports that its program opens, and where that is said. */
  readonly ports: readonly ListeningPort[];
  /** Ports that something names as its own without proving it: EXPOSE, variables, arguments. */
  readonly claimed: ReadonlySet<number>;
  /** Nothing suggests that it opens more than `ports`. */
  readonly isWhole: boolean;
}

export interface ListeningPort {
  readonly port: number;
  readonly at?: Location;
  readonly note: string;
}

export const isOpen = ({ ports, claimed }: Listening, port: number): boolean =>
  claimed.has(port) || ports.some(listening => listening.port === port);

/** `5432`, `8080 and 9090`. */
export const portList = ({ ports }: Listening): string => [...new Set(ports.map(({ port }) => port))].join(' and ');

export function listeningOf(deployed: Deployed, system: System): Listening {
  const told = known.get(deployed) ?? listeningIn(deployed, system);
  known.set(deployed, told);
  return told;
}

/** Many checks ask, and a container is of one system. */
const known = new WeakMap<Deployed, Listening>();

function listeningIn(deployed: Deployed, system: System): Listening {
  const claimed = claimedPorts(deployed);
  const stock = stockPorts(deployed);
  if (stock) return { ports: stock, claimed, isWhole: claimed.size === 0 && !isConfigured(deployed) };
  const { ports, isWhole } = codePorts(deployed, system);
  return { ports, claimed, isWhole: isWhole && ports.length > 0 && !isShared(deployed) };
}

/** Of an image that is run as it is. */
function stockPorts({ image, deployment, dockerfile }: Deployed): readonly ListeningPort[] | undefined {
  if (deployment.folder !== undefined || dockerfile || deployment.clientOnly) return undefined;
  return portsOfImage(image)?.map(port => ({ port, at: deployment.at, note: `${image} listens on ${port}` }));
}

/** Files of its own or a command may tell a stock image another port. */
const isConfigured = ({ deployment, compose, objects }: Deployed): boolean =>
  deployment.command.length > 0 ||
  (deployment.configMaps?.length ?? 0) > 0 ||
  objects.some(({ objectKind }) => objectKind === 'StatefulSet' || objectKind === 'Deployment') ||
  (compose?.mounts.some(({ target }) => /^\/etc\/|\.(conf|cnf|ini|ya?ml|toml|xml|properties|config)$/.test(target)) ?? false);

/** Numbers that variables, arguments, EXPOSE and the container's own list of ports give. */
function claimedPorts({ variables, deployment, dockerfile, compose }: Deployed): ReadonlySet<number> {
  const stage = dockerfile?.stages[targetStage(dockerfile, deployment.buildTarget)];
  const texts = [
    ...[...variables.values()].filter(one => isOwn(one, variables)).map(({ text = '' }) => text),
    ...deployment.command.map(({ value }) => (value.kind === 'literal' ? value.text : '')),
    ...(dockerfile?.command ?? []).map(({ value }) => (value.kind === 'literal' ? value.text : '')),
  ];
  const exposed = (stage?.ports ?? dockerfile?.ports ?? []).map(({ target }) => target);
  const own = compose === undefined ? deployment.ports.map(({ target }) => target) : [];
  const inherited = dockerfile ? (portsOfImage(baseImage(dockerfile, targetStage(dockerfile, deployment.buildTarget))) ?? []) : [];
  return new Set([...texts.flatMap(numbersIn), ...exposed, ...own, ...inherited].filter(port => port > 0));
}

/** `PORT`, `HTTP_ADDR`, `ASPNETCORE_URLS`; not the port that goes with `DB_HOST`, nor an address of somebody else. */
function isOwn({ name, text = '' }: Variable, variables: Deployed['variables']): boolean {
  if (!/PORT|LISTEN|BIND|ADDR|_URLS$/i.test(name)) return false;
  const [, prefix] = /^(.+)_PORT$/.exec(name) ?? [];
  if (
    prefix !== undefined &&
    !OWN_PREFIX.test(prefix) &&
    ['HOST', 'HOSTNAME', 'ADDR', 'SERVER'].some(part => variables.has(`${prefix}_${part}`))
  )
    return false;
  return addressesIn(text).every(({ host }) => isLocal(host) || /^[\d.+*]+$/.test(host));
}

const OWN_PREFIX = /^(SERVER|HTTPS?|APP|LISTEN|BIND|API|GRPC|METRICS|ADMIN|WEB|MANAGEMENT|HEALTH)$/;

const numbersIn = (text: string): readonly number[] =>
  [...text.matchAll(/(?<![\d.])(\d{2,5})(?![\d.])/g)].map(match => Number(match[1])).filter(port => port < 65_536);

/** Several containers of one folder run different parts of its code. */
const isShared = ({ service, deployment, environment }: Deployed): boolean =>
  service.deployed.filter(other => other.environment === environment && other.name !== deployment.name).length > 0;

function codePorts(deployed: Deployed, system: System): { readonly ports: readonly ListeningPort[]; readonly isWhole: boolean } {
  const { service, deployment, dockerfile } = deployed;
  // A page that is built here and served by nginx: where the development server listens does not matter.
  if (dockerfile && portsOfImage(baseImage(dockerfile, targetStage(dockerfile, deployment.buildTarget))))
    return { ports: [], isWhole: false };
  const ports: ListeningPort[] = [];
  let isWhole = tellsItsPorts(deployed);
  for (const listens of ownListens(deployed, system)) {
    const { texts } = system.world.resolver.resolve(listens.port, { file: listens.file, service: service.linked, deployment });
    const known = texts.map(({ text }) => (text.includes(HOLE) ? undefined : portIn(text)));
    if (texts.length === 0 || known.includes(undefined)) isWhole = false;
    for (const port of known)
      if (port !== undefined) ports.push({ port, at: { file: listens.file, span: listens.at }, note: `the code listens on ${port}` });
  }
  for (const setting of service.ownSettings) {
    if (!OWN_PORT.test(setting.name)) continue;
    const port = setting.value.kind === 'literal' ? portIn(setting.value.text) : undefined;
    if (port === undefined) isWhole = false;
    else ports.push({ port, at: { file: setting.file, span: setting.at }, note: `${setting.name} is ${port}` });
  }
  return { ports, isWhole };
}

const OWN_PORT = /^((management\.)?server\.port|grpc\.server\.port|quarkus\.http\.port|micronaut\.server\.port|(HTTP_|APP_|SERVER_)?PORT)$/;

const portIn = (text: string): number | undefined => {
  const port = Number(/(?:^|:)(\d{2,5})\/?$/.exec(text.trim())?.[1]);
  return port > 0 && port < 65_536 ? port : undefined;
};

/** Where the code of this very container listens: not what it shares with others, nor what has only the name in common. */
export function ownListens({ service, deployment }: Deployed, { world }: System) {
  const folder = deployment.folder ?? service.folder ?? '';
  const listens = service.facts('listens').filter(({ file }) => isUnder(file, folder));
  if (listens.length === 0) return listens;
  const files = new Set(listens.map(({ file }) => file));
  const shared = world.ownership.filesOf(service.linked).filter(({ file, importedBy }) => importedBy !== undefined && files.has(file));
  return listens.filter(({ file }) => !shared.some(other => other.file === file));
}

/** In these languages a server is started by a line of code; elsewhere, and below a server of its own, a framework may open one by itself. */
function tellsItsPorts({ service, deployment, dockerfile }: Deployed): boolean {
  const command = [...deployment.command, ...(dockerfile?.command ?? [])]
    .map(({ value }) => (value.kind === 'literal' ? value.text : HOLE))
    .join(' ');
  if (!/^(TypeScript|JavaScript|Go|Python)$/.test(service.technology ?? '') || SERVERS.test(command)) return false;
  return !service.facts('package').some(({ dependencies }) => dependencies.some(({ name }) => OPENS_BY_ITSELF.test(name)));
}

const SERVERS = /gunicorn|uvicorn|hypercorn|daphne|flask|celery|supervisord|\bnext\b|\bvite\b|http-server|\bserve\b|pm2/;
const OPENS_BY_ITSELF =
  /^(next|nuxt|vite|react-scripts|@angular\/cli|gatsby|@sveltejs\/kit|astro|@remix-run\/serve|@vue\/cli-service|parcel|webpack-dev-server|json-server)$/;
