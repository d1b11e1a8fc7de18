import type { Placed } from '../../../link/facts-view.ts';
import type { Location } from '../../../model/source.ts';
import type { ServesRoute } from '../../../model/talk-fact.ts';
import type { Check } from '../../check.ts';
import { healthTests } from '../../health-tests.ts';
import { containersIn, partAt } from '../../manifest-parts.ts';
import { evidence, factEvidence, partEvidence } from '../../places.ts';
import { podContainers } from '../../pod-containers.ts';
import { fits, wordsOfPath } from '../../request-paths.ts';
import { runs } from '../../running-code.ts';
import type { Deployed, System, SystemService } from '../../system.ts';

export const healthcheckNoRoute: Check = {
  id: 'dependency.healthcheck-no-route',
  stage: 'dependency',
  severity: 'high',
  title: 'A healthcheck or probe asks for a path that the program does not serve',
  why: 'The answer is 404, so a program that is well is never called ready, or is restarted for ever.',
  fix: 'Ask for the path that the program serves, or serve the one that is asked for.',
  guard:
    'Only programs that serve another path of this kind (/health, /healthz, /ready …) and whose routes are all known; paths that frameworks add by themselves, such as those of actuators, are left alone.',
  sources: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-a-liveness-http-request',
  ],
  *run(system) {
    for (const { deployed, path, at, what } of asked(system)) {
      const routes = routesOf(deployed.service);
      const near = routes?.filter(({ text }) => HEALTH.test(text)) ?? [];
      if (!routes || near.length === 0 || ADDED.test(path) || !HEALTH.test(path) || routes.some(({ text }) => fits(text, path))) continue;
      const names = [...new Set(near.map(({ text }) => text))].slice(0, 3);
      yield {
        subject: `${deployed.service.name} ${path}`,
        message: `The ${what} of ${deployed.name} asks for ${path}, but it serves ${names.join(', ')}.`,
        evidence: [evidence(at, `it asks for ${path}`), ...near.slice(0, 2).map(route => factEvidence(route, `it serves ${route.text}`))],
        about: [deployed.service.id],
      };
    }
  },
};

interface Asked {
  readonly deployed: Deployed;
  readonly path: string;
  readonly at: Location;
  readonly what: string;
}

function* asked(system: System): Generator<Asked> {
  for (const { deployed, text, at } of healthTests(system)) {
    const path = /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(?:\d+|\$\{?\w[^/\s]*))?(\/[\w./-]*)/.exec(text)?.[1];
    if (deployed && path !== undefined) yield { deployed, path, at, what: 'healthcheck' };
  }
  for (const { container, object, deployed } of podContainers(system)) {
    // Of several containers it is not known here which one runs the program.
    if (containersIn(object.written).length !== 1) continue;
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      const path = partAt(container, probe, 'httpGet', 'path');
      if (path?.kind === 'text' && /^\/[\w./-]*$/.test(path.text))
        yield { deployed, path: path.text, at: partEvidence(path, object.file, '').at, what: probe.replace('Probe', ' probe') };
    }
  }
}

const HEALTH = /\b(?:health\w*|healthz?|live\w*|livez|ready\w*|readyz|readiness|liveness|ping|status|alive|up|heartbeat)\b/i;
/** Spring's, Quarkus' and Micronaut's own, and those that only gateways of gRPC have. */
const ADDED = /^\/(?:actuator|q|management|_|metrics|grpc)\b/;

type Route = Placed<ServesRoute> & { readonly text: string };

/** Undefined where some of its routes are not known, or it takes whatever comes. */
function routesOf(service: SystemService): readonly Route[] | undefined {
  if (!service.hasCode || service.importsAny(/healthcheck|terminus|lightship|actuator|health-?check/i)) return undefined;
  const all = service.facts('serves-route').filter(({ file }) => runs(file));
  const routes = all.flatMap(route => (route.path.kind === 'literal' ? [{ ...route, text: route.path.text }] : []));
  const catches = routes.some(({ text }) => /\*/.test(text) || (wordsOfPath(text).length === 0 && text.length > 1));
  return routes.length === all.length && !catches ? routes : undefined;
}
