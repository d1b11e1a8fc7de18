import type { EdgeKind } from '../model/graph.ts';
import type { Location } from '../model/source.ts';
import { imageName } from './images.ts';
import type { Service } from './services.ts';
import type { SeeingWorld } from './world.ts';

/** A library that by itself connects to a server of a known role, as the framework's documentation says of its auto-configuration. */
interface Convention {
  readonly library: RegExp;
  readonly role: string;
  /** What runs the role: an annotation's framework name, or an image. */
  readonly framework?: RegExp;
  readonly image?: RegExp;
  readonly kind: EdgeKind;
  /** A setting that turns it off. */
  readonly off?: RegExp;
}

const CONVENTIONS: readonly Convention[] = [
  {
    library: /eureka-client$|starter-eureka$/,
    role: 'Eureka server',
    framework: /eureka-server/,
    image: /eureka/,
    kind: 'discovery',
    off: /^eureka\.client\.(enabled|register-?with-?eureka)$/i,
  },
  {
    library: /consul-(discovery|config|all)$/,
    role: 'Consul',
    image: /^consul/,
    kind: 'discovery',
    off: /^spring\.cloud\.consul\.enabled$/,
  },
  {
    library: /spring-cloud-(starter-)?config(-client)?$/,
    role: 'configuration server',
    framework: /config-server/,
    kind: 'configuration',
    off: /^spring\.cloud\.config\.enabled$/,
  },
  { library: /spring-boot-admin-(starter-)?client$/, role: 'Spring Boot Admin', framework: /admin/, kind: 'telemetry' },
  {
    library:
      /(starter|reporter|sender|stream|exporter)-zipkin$|zipkin-(reporter|sender|server)|^(io\.zipkin|org\.springframework\.cloud:spring-cloud-(sleuth-zipkin|starter-zipkin))/,
    role: 'Zipkin',
    framework: /zipkin/,
    image: /zipkin/,
    kind: 'telemetry',
  },
];

/** Dependencies that no line of code names: the library is on the classpath, and one server of its role runs here. */
export function frameworkEdges(world: SeeingWorld): void {
  for (const convention of CONVENTIONS) {
    const servers = only(world.services.filter(service => plays(service, convention)));
    const [server] = servers;
    if (!server || servers.length !== 1) continue;
    for (const service of world.services) {
      if (service === server || world.book.has(service.id, server.id)) continue;
      const library = libraryIn(service, convention, world);
      if (!library || isOff(service, convention, world)) continue;
      add(world, { from: service, to: server, convention, at: library });
    }
  }
  adminsWatch(world);
  gatewaysRoute(world);
}

/** Where several play a role, the one whose code is here: a stock image of the same is a variant of it. */
function only(servers: readonly Service[]): readonly Service[] {
  const coded = servers.filter(({ units }) => units.length > 0);
  return coded.length === 1 ? coded : servers;
}

const plays = ({ units, deployments }: Service, { framework, image }: Convention): boolean =>
  (framework !== undefined && units.some(unit => unit.roles.some(role => framework.test(role)))) ||
  (image !== undefined && deployments.some(deployment => deployment.image !== undefined && image.test(imageName(deployment.image))));

function libraryIn(service: Service, { library }: Convention, world: SeeingWorld): Location | undefined {
  for (const { file } of world.ownership.filesOf(service)) {
    for (const { dependencies } of world.view.of(file, 'package')) {
      const found = dependencies.find(({ name, development }) => library.test(name) && !development);
      if (found) return { file, span: found.at };
    }
  }
  return undefined;
}

function isOff(service: Service, { off }: Convention, world: SeeingWorld): boolean {
  if (!off) return false;
  return world.ownership
    .filesOf(service)
    .some(({ file }) =>
      world.view
        .of(file, 'sets-env')
        .some(({ name, value, profile }) => off.test(name) && value.kind === 'literal' && value.text === 'false' && profile === undefined),
    );
}

function add(world: SeeingWorld, { from, to, convention, at }: { from: Service; to: Service; convention: Convention; at: Location }): void {
  world.book.add({
    from: from.id,
    to: to.id,
    kind: convention.kind,
    confidence: 'likely',
    reason: `Its ${convention.role} client library connects by itself, and ${to.name} is the only ${convention.role} here.`,
    environments: from.deployments.map(({ environment }) => environment),
    evidence: [at],
  });
}

/** Spring Boot Admin that is itself registered polls every application of the registry. */
function adminsWatch(world: SeeingWorld): void {
  const admins = world.services.filter(({ units }) => units.some(({ roles }) => roles.some(role => /boot-admin/.test(role))));
  for (const admin of admins) {
    const registries = world.services.filter(service => world.book.kindsBetween(admin.id, service.id).has('discovery'));
    for (const service of world.services) {
      const registered = registries.some(registry => world.book.kindsBetween(service.id, registry.id).has('discovery'));
      const at = admin.units[0]?.at;
      if (service === admin || !registered || !at) continue;
      world.book.add({
        from: admin.id,
        to: service.id,
        kind: 'telemetry',
        confidence: 'likely',
        reason: 'Spring Boot Admin polls every application that is registered where it is.',
        environments: [],
        evidence: [at],
      });
    }
  }
}

/** Zuul routes to every registered application, unless somebody writes the routes or tells it to ignore the rest. */
function gatewaysRoute(world: SeeingWorld): void {
  for (const gateway of world.services.filter(({ units }) => units.some(({ roles }) => roles.includes('zuul')))) {
    const settings = world.ownership.filesOf(gateway).flatMap(({ file }) => world.view.of(file, 'sets-env'));
    const at = gateway.units[0]?.at;
    if (!at || settings.some(({ name }) => /^zuul\.(routes\.|ignored-?services)/i.test(name))) continue;
    const registries = world.services.filter(service => world.book.kindsBetween(gateway.id, service.id).has('discovery'));
    for (const service of world.services) {
      const registered = registries.some(registry => world.book.kindsBetween(service.id, registry.id).has('discovery'));
      const serves = world.ownership.filesOf(service).some(({ file }) => world.view.of(file, 'serves-route').length > 0);
      if (service === gateway || !registered || !serves) continue;
      world.book.add({
        from: gateway.id,
        to: service.id,
        kind: 'http',
        confidence: 'likely',
        reason: 'Zuul has no routes of its own, so it routes to every application that is registered.',
        environments: [],
        evidence: [at],
      });
    }
  }
}
