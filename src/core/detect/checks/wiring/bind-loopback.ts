import { isLocal, HOLE } from '../../../link/address.ts';
import type { Location } from '../../../model/source.ts';
import type { Check } from '../../check.ts';
import { evidence } from '../../places.ts';
import { ownListens } from '../../listening.ts';
import { numberedPorts } from '../../port-lines.ts';
import type { Deployed, System } from '../../system.ts';

export const bindLoopback: Check = {
  id: 'wiring.bind-loopback',
  stage: 'wiring',
  severity: 'high',
  title: 'A program in a container listens at localhost only',
  why: 'Within a container localhost is the container itself: nobody outside reaches the port, published or not.',
  fix: 'Listen on 0.0.0.0; where only the host may come, say so in the mapping: 127.0.0.1:8000:8000.',
  guard: 'Containers that share the network of another or of the host, and programs that nobody is to reach, are left alone.',
  sources: [
    'https://github.com/scrypster/muninndb/pull/256',
    'https://github.com/qualified/lsp-ws-proxy/pull/21',
    'https://github.com/typicode/json-server/pull/1309',
    'https://github.com/moby/moby/issues/27315',
    'https://github.com/oduwsdl/archivenow/issues/15',
  ],
  *run(system) {
    for (const deployed of system.services.flatMap(service => service.deployed)) {
      if (deployed.deployment.folder === undefined || sharesNetwork(deployed)) continue;
      const reached = reachedAt(deployed);
      const bound = reached && (commandBind(deployed) ?? codeBind(deployed, system));
      if (!bound || !reached) continue;
      yield {
        subject: deployed.service.name,
        message: `${deployed.name} listens at ${bound.host} within its container, where nobody reaches it.`,
        evidence: [evidence(bound.at, `it listens at ${bound.host}`), evidence(reached, 'others are to reach it')],
        about: [deployed.service.id],
      };
    }
  },
};

const sharesNetwork = ({ compose, objects, platform }: Deployed): boolean =>
  (platform === 'compose' &&
    (compose === undefined || (compose.written.kind === 'map' && compose.written.entries.some(({ key }) => key === 'network_mode')))) ||
  (platform !== 'compose' && objects.length === 0);

/** A port is published, or a Service of the cluster sends traffic there. */
function reachedAt({ compose, deployment, objects }: Deployed): Location | undefined {
  const [line] = compose ? numberedPorts(compose) : [];
  if (compose && line) return { file: compose.file, span: line.part.at };
  const service = objects.find(({ objectKind }) => objectKind === 'Service');
  const [port] = deployment.ports;
  return service && port ? { file: service.file, span: service.at } : undefined;
}

interface Bound {
  readonly host: string;
  readonly at: Location;
}

const FLAG =
  /(?:--(?:host|bind|address|listen|addr|hostname|ip)(?:[-.](?:address|host))?|(?:^|\s)-(?:b|h|H))(?:=|\s+)["']?(?:https?:\/\/)?(localhost|127\.0\.0\.1)\b|\b(?:runserver)\s+(127\.0\.0\.1|localhost):/;

/** `--host 127.0.0.1`, and servers that take localhost where they are told nothing. */
function commandBind({ service, deployment, dockerfile, variables }: Deployed): Bound | undefined {
  const own = deployment.command.map(({ value, at }) => ({ text: value.kind === 'literal' ? value.text : HOLE, at }));
  const built = (dockerfile?.command ?? []).map(({ value, at }) => ({
    text: value.kind === 'literal' ? value.text : HOLE,
    at: { file: dockerfile!.file, span: at },
  }));
  const words = own.length > 0 ? own : built;
  const text = words.map(word => word.text).join(' ');
  if (text.includes(HOLE) || words.length === 0) return undefined;
  const host = FLAG.exec(text)
    ?.slice(1)
    .find(part => part !== undefined);
  const first = words.find(word => host !== undefined && word.text.includes(host)) ?? words[0]!;
  if (host !== undefined) return { host, at: first.at };
  const silent = LOOPBACK_BY_DEFAULT.find(({ command, told }) => command.test(text) && !told.test(text));
  const isTold = [...variables.keys()].some(name => /^(FLASK_RUN_HOST|UVICORN_HOST|HOST)$/.test(name)) || isConfigured(service, text);
  return silent && !isTold ? { host: silent.host, at: words[0]!.at } : undefined;
}

/** Vite takes its host from a file too. */
const isConfigured = ({ files }: Deployed['service'], command: string): boolean =>
  /\bvite\b/.test(command) && files.some(file => /(^|\/)vite\.config\.\w+$/.test(file));

/** Development servers; what they listen on by default is in their documentation. */
const LOOPBACK_BY_DEFAULT: readonly { readonly command: RegExp; readonly told: RegExp; readonly host: string }[] = [
  { command: /^(?:\S*python3?\s+-m\s+)?uvicorn\s/, told: /--host|--uds|--fd/, host: '127.0.0.1' },
  { command: /^(?:\S*python3?\s+-m\s+)?flask\s+(?:\S+\s+)*run\b/, told: /--host|-h\s/, host: '127.0.0.1' },
  { command: /^(?:\S*python3?\s+)?\S*manage\.py\s+runserver(?:\s+\d+)?\s*$/, told: /runserver\s+\S*:/, host: '127.0.0.1' },
  { command: /^(?:npx\s+)?vite(?:\s+(?:dev|serve|preview))?(?:\s+--port[= ]\d+)?\s*$/, told: /--host/, host: 'localhost' },
];

/** The code names a host where it listens. */
function codeBind(deployed: Deployed, system: System): Bound | undefined {
  const { service, deployment } = deployed;
  if (service.technology === 'Python' && !runsItself(deployed)) return undefined;
  const all = ownListens(deployed, system);
  const bound = all.flatMap(listens => {
    const texts = listens.host
      ? system.world.resolver.resolve(listens.host, { file: listens.file, service: service.linked, deployment }).texts
      : [];
    const [first] = texts;
    return first && texts.length === 1 && isLocal(first.text) && !/^0\.|^\[?::\]?$|internal/.test(first.text)
      ? [{ host: first.text, at: first.proofs[0] ?? { file: listens.file, span: listens.at } }]
      : [];
  });
  // A second listener may be the one that is published.
  return bound.length === all.length ? bound[0] : undefined;
}

/** `python main.py`: no other server takes the place of the one that the code starts. */
function runsItself({ deployment, dockerfile }: Deployed): boolean {
  const words = deployment.command.length > 0 ? deployment.command : (dockerfile?.command ?? []);
  const text = words.map(({ value }) => (value.kind === 'literal' ? value.text : HOLE)).join(' ');
  return /^(\S*\/)?python\S*\s+(-u\s+)?(-m\s+)?[\w./-]+\s*$/.test(text) && !/gunicorn|uvicorn|flask|hypercorn/.test(text);
}
