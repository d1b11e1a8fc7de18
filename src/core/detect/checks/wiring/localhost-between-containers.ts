import { isLocal } from '../../../link/address.ts';
import type { Check, Found } from '../../check.ts';
import { textAt } from '../../manifest-parts.ts';
import { isOpen, listeningOf } from '../../listening.ts';
import { portsOfImage } from '../../image-ports.ts';
import { evidence } from '../../places.ts';
import { references, type Reference } from '../../references.ts';
import type { Deployed } from '../../system.ts';

export const localhostBetweenContainers: Check = {
  id: 'wiring.localhost-between-containers',
  stage: 'wiring',
  severity: 'high',
  title: 'A container looks for another one at localhost',
  why: 'Within a container localhost is the container itself: the connection is refused, although the same setting works on a developer’s machine.',
  fix: 'Use the name of the service.',
  guard: 'Addresses for browsers, what the container itself listens on, and containers on the network of the host are left alone.',
  sources: ['https://github.com/SynBioHub/synbiohub/issues/705', 'https://github.com/docker/compose/issues/3745'],
  *run(system) {
    for (const reference of references(system)) {
      const { address, deployed, from } = reference;
      if (deployed.platform !== 'compose' || !deployed.compose || textAt(deployed.compose.written, 'network_mode') !== undefined) continue;
      if (!/^(localhost|127\.0\.0\.1)$/.test(address.host) || !isLocal(address.host)) continue;
      const port = address.port ?? portOfScheme(address.scheme);
      if (port === undefined || isForBrowsers(reference) || isToldOtherwise(reference) || isOpen(listeningOf(deployed, system), port))
        continue;
      const others = system.services
        .flatMap(service => service.deployed)
        .filter(other => other.environment === deployed.environment && other.name !== deployed.name && holds(other, port));
      const [target] = others;
      if (!target || target.service === deployed.service || others.length > 1 || (from === 'code' && target.service.kind === 'service'))
        continue;
      yield found(reference, target, port);
    }
  },
};

const USUAL: Readonly<Record<string, number>> = {
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  mongodb: 27_017,
  redis: 6379,
  amqp: 5672,
  nats: 4222,
};
const portOfScheme = (scheme = ''): number | undefined => USUAL[scheme.replace(/^jdbc:/, '').replace(/\+.*/, '')];

/** It is reached at that port, from the host or within the network. */
const holds = ({ deployment, image }: Deployed, port: number): boolean =>
  deployment.ports.some(own => own.target === port || own.published === port) ||
  (deployment.folder === undefined && portsOfImage(image)?.includes(port) === true);

/** A file of settings gives way to variables and profiles whose names follow from its keys. */
const isToldOtherwise = ({ from, places, deployed }: Reference): boolean =>
  from !== 'variable' &&
  places.some(({ file }) => /\.(properties|ya?ml|json|toml|ini|env[\w.]*)$/.test(file)) &&
  [...deployed.variables.keys()].some(name =>
    /SPRING|PROFILE|ENVIRONMENT|HOST|UR[LI]|ADDR|CONN|__|DB|DATABASE|BROKER|BOOTSTRAP|CONFIG/i.test(name),
  );

const FRONT = /^(react|vue|next|nuxt|svelte|@angular\/core|@sveltejs\/kit|gatsby|@remix-run\/react|astro|solid-js|preact)$/;

/** A browser runs on the machine that the ports are published on. */
function isForBrowsers({ name = '', address, deployed }: Reference): boolean {
  const isWeb = address.scheme === undefined || /^(https?|wss?)$/.test(address.scheme);
  if (!isWeb) return false;
  if (
    /PUBLIC|PROXY|EXTERNAL|FRONT|BROWSER|CLIENT|WEB|SITE|(APP|BASE|ROOT|SERVER|HOME|UI|SELF|PORTAL|ADMIN|DASHBOARD|LINK|SHARE|OWN)_?(URL|URI|HOST|DOMAIN)|ISSUER|AUTHORITY|OIDC|OAUTH|LOGIN|LOGOUT|VITE|REACT|NG_|NUXT|DOMAIN|HEALTH|ADVERTISE|LISTEN|BIND|ROOT_URL/i.test(
      name,
    )
  )
    return true;
  return deployed.service.facts('package').some(({ dependencies }) => dependencies.some(dependency => FRONT.test(dependency.name)));
}

function found({ deployed, address, at, places, name, from, isFallback }: Reference, target: Deployed, port: number): Found {
  const what = name ?? 'its code';
  return {
    subject: `${deployed.service.name} ${address.host} ${port}`,
    message: isFallback
      ? `${deployed.name} falls back to ${address.host}:${port} where ${what} is not set, but ${target.name}, which has that port, runs in another container.`
      : `${deployed.name} looks for port ${port} at ${address.host}, but ${target.name}, which has it, runs in another container.`,
    severity: from === 'variable' ? 'high' : 'medium',
    evidence: [
      evidence(at, `it looks at ${address.host}`),
      evidence(target.at, `${target.name} has port ${port}`),
      ...places.slice(1, 3).map(place => evidence(place, 'it is used here')),
    ],
    about: [deployed.service.id, target.service.id],
  };
}
