import { imageName } from './images.ts';
import type { World } from './world.ts';

/** Products that watch every container of their host when they are given the engine's socket. */
const MONITOR =
  /^(scope|cadvisor|portainer(-ce|-ee)?|dozzle|netdata|glances|dd-agent|datadog-agent|agent|docker-socket-metrics|newrelic-infra)$/;
const OWNER = /(^|\/)(weaveworks|cadvisor|portainer|amir20|netdata|nicolargo|datadog|newrelic|google-containers|gcr\.io)\b/i;

/** No line names what they watch: it is all that runs beside them. */
export function containerMonitors(world: World): void {
  for (const service of world.services) {
    for (const deployment of service.deployments) {
      const { engineSocket, image, environment } = deployment;
      if (!engineSocket || !image || !MONITOR.test(imageName(image)) || !OWNER.test(image)) continue;
      for (const other of world.services) {
        if (other === service || !other.deployments.some(running => running.environment === environment)) continue;
        world.book.add({
          from: service.id,
          to: other.id,
          kind: 'telemetry',
          confidence: 'possible',
          reason: `${service.name} is given the socket of the container engine and watches every container beside it.`,
          environments: [environment],
          evidence: [engineSocket],
        });
      }
    }
  }
}
