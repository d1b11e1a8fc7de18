import type { Deployment } from '../link/deployment.ts';
import type { Service } from '../link/services.ts';

/** The same deployment in the version before: of the same environment and name; where a chart deploys a name twice, the same of them. */
export function counterpart(
  deployment: Deployment,
  { before, after }: { readonly before: Service; readonly after: Service },
): Deployment | undefined {
  const same = ({ environment, name }: Deployment): boolean => environment === deployment.environment && name === deployment.name;
  return before.deployments.filter(same)[after.deployments.filter(same).indexOf(deployment)];
}
