import { isLocal } from '../../../link/address.ts';
import type { Check, Found } from '../../check.ts';
import { isOpen, listeningOf } from '../../listening.ts';
import { isAlone, meantByLocalhost, portMeant } from '../../localhost-target.ts';
import { isPage } from '../../pages.ts';
import { evidence } from '../../places.ts';
import { runs } from '../../running-code.ts';
import { references, type Reference } from '../../references.ts';
import type { Deployed } from '../../system.ts';

export const localhostBetweenContainers: Check = {
  id: 'wiring.localhost-between-containers',
  stage: 'wiring',
  severity: 'high',
  title: 'A container looks for another one at localhost',
  why: 'Within a container localhost is the container itself: the connection is refused, although the same setting works on a developer’s machine.',
  fix: 'Use the name of the service.',
  guard:
    'Addresses for browsers, what the container itself listens on, and containers on the network of the host, and pods of several containers, are left alone.',
  sources: ['https://github.com/SynBioHub/synbiohub/issues/705', 'https://github.com/docker/compose/issues/3745'],
  *run(system) {
    for (const reference of references(system)) {
      const { address, deployed, from } = reference;
      if (!/^(localhost|127\.0\.0\.1)$/.test(address.host) || !isLocal(address.host) || !isAlone(deployed)) continue;
      const port = portMeant(reference);
      if (isForBrowsers(reference) || isToldOtherwise(reference)) continue;
      if (port !== undefined && isOpen(listeningOf(deployed, system), port)) continue;
      const target = meantByLocalhost(reference, system);
      if (!target || (from === 'code' && target.service.kind === 'service' && !isCall(reference))) continue;
      yield found(reference, target, port);
    }
  },
};

/** A client of the program itself sends it: no script that a person starts, and no file of settings. */
const isCall = ({ protocol, at, places }: Reference): boolean =>
  protocol !== undefined && [at, ...places].every(({ file }) => runs(file) && /\.(?:[cm]?[jt]s|py|go|java|kt|cs|rb|php|rs)$/.test(file));

/** A file of settings gives way to variables and profiles whose names follow from its keys. */
const isToldOtherwise = ({ from, places, deployed }: Reference): boolean =>
  from !== 'variable' &&
  places.some(({ file }) => /\.(properties|ya?ml|json|toml|ini|env[\w.]*)$/.test(file)) &&
  [...deployed.variables.keys()].some(name =>
    /SPRING|PROFILE|ENVIRONMENT|HOST|UR[LI]|ADDR|CONN|__|DB|DATABASE|BROKER|BOOTSTRAP|CONFIG/i.test(name),
  );

const FRONT = /^(react|vue|next|nuxt|svelte|@angular\/core|@sveltejs\/kit|gatsby|@remix-run\/react|astro|solid-js|preact)$/;

/** A browser runs on the machine that the ports are published on. */
function isForBrowsers({ name = '', address, deployed, at }: Reference): boolean {
  if (isPage(at.file, deployed.service)) return true;
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

function found({ deployed, address, at, places, name, from, isFallback }: Reference, target: Deployed, port: number | undefined): Found {
  const what = name ?? 'its code';
  const where = port === undefined ? address.host : `${address.host}:${port}`;
  return {
    subject: `${deployed.service.name} ${address.host} ${port ?? name}`,
    message: isFallback
      ? `${deployed.name} falls back to ${where} where ${what} is not set, but ${target.name}${port === undefined ? '' : ', which has that port,'} runs in another container.`
      : port === undefined
        ? `${deployed.name} looks for ${target.name} at ${address.host}, but it runs in another container.`
        : `${deployed.name} looks for port ${port} at ${address.host}, but ${target.name}, which has it, runs in another container.`,
    severity: from === 'variable' ? 'high' : 'medium',
    evidence: [
      evidence(at, `it looks at ${address.host}`),
      evidence(target.at, port === undefined ? `${target.name} runs here` : `${target.name} has port ${port}`),
      ...places.slice(1, 3).map(place => evidence(place, 'it is used here')),
    ],
    about: [deployed.service.id, target.service.id],
    group: {
      subject: `${at.file} ${at.span[0]}`,
      message: subjects =>
        `${subjects.length} containers look for ${target.name} at ${address.host}: ${subjects.map(subject => subject.split(' ')[0]).join(', ')}.`,
    },
  };
}
