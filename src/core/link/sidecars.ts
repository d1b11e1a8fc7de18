import { imageName } from './images.ts';
import type { Deployment } from './deployment.ts';
import { merged } from './deployment.ts';

/** Containers that run beside a service and speak for it: Dapr's, Istio's, Linkerd's. */
const SIDECAR = /^(daprd|dapr|proxyv2|linkerd-proxy|consul-dataplane)$/;

const isSidecar = (deployment: Deployment): boolean =>
  deployment.image !== undefined &&
  SIDECAR.test(imageName(deployment.image)) &&
  deployment.platform === 'compose' &&
  /dapr|sidecar|proxy/i.test(deployment.name);

/** A sidecar is no service of its own: what it is told about the application becomes the application's. */
export function withoutSidecars(deployments: readonly Deployment[]): Deployment[] {
  const sidecars = deployments.filter(deployment => isSidecar(deployment) && applicationOf(deployment, deployments) !== undefined);
  return deployments
    .filter(deployment => !sidecars.includes(deployment))
    .map(deployment => {
      const own = sidecars.filter(sidecar => applicationOf(sidecar, deployments) === deployment);
      if (own.length === 0) return deployment;
      return {
        ...deployment,
        appIds: [...deployment.appIds, ...own.flatMap(({ appIds }) => appIds)],
        mounts: [...deployment.mounts],
        variables: merged(...own.map(({ variables }) => variables), deployment.variables),
      };
    });
}

function applicationOf(sidecar: Deployment, deployments: readonly Deployment[]): Deployment | undefined {
  const here = deployments.filter(deployment => deployment !== sidecar && deployment.environment === sidecar.environment);
  const shortened = sidecar.name.replace(/[-_]?(daprd?|sidecar|proxy)$/i, '');
  return (
    here.find(({ name }) => name === shortened) ??
    here.find(({ name }) => sidecar.dependsOn.some(awaited => awaited.name === name)) ??
    here.find(({ name }) => sidecar.appIds.includes(name))
  );
}
