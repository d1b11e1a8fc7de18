import type { Check } from '../../check.ts';
import { evidence } from '../../places.ts';
import type { Deployed, Variable } from '../../system.ts';
import { isSecretName } from '../../variable-names.ts';

export const plainSecret: Check = {
  id: 'env.plain-secret',
  stage: 'env',
  severity: 'low',
  title: 'A secret stands in a workload in plain text',
  why: 'Everybody who can read the manifest or describe the pod reads the secret, and the same one runs wherever the manifest is applied.',
  fix: 'Keep it in a Secret (or what makes one) and refer to it with secretKeyRef.',
  guard: 'Empty values, references, and compose files for development are left alone; a well-known password where users are is high.',
  sources: ['https://kubernetes.io/docs/concepts/configuration/secret/', 'https://docs.kubelinter.io/#/generated/checks?id=env-var-secret'],
  *run({ services }) {
    for (const deployed of services.flatMap(service => service.deployed)) {
      for (const variable of deployed.variables.values()) {
        const severity = severityOf(variable, deployed);
        if (severity === undefined) continue;
        yield {
          subject: `${deployed.service.name} ${variable.name}`,
          message: `${deployed.environment} gives ${deployed.name} the secret ${variable.name} in plain text.`,
          severity,
          evidence: [evidence(variable.at, 'it is written here')],
          about: [deployed.service.id],
          group: {
            subject: deployed.environment,
            message: subjects =>
              `${deployed.environment} gives ${subjects.length} secrets to workloads in plain text: ${subjects.slice(0, 8).join(', ')}${subjects.length > 8 ? ' …' : ''}.`,
          },
        };
      }
    }
  },
};

const KNOWN =
  /^(password|passwd|pass|secret|changeme|change[-_]?me|admin|root|test|default|123456\d*|qwerty|guest|supersecret|mysecret|secretkey)$/i;
const FOR_USERS = /(^|[^a-z])(prod|production|prd|live)([^a-z]|$)/i;

function severityOf({ name, text, from }: Variable, { platform, environment }: Deployed): 'high' | 'low' | undefined {
  if (
    from !== 'deployment' ||
    text === undefined ||
    text.trim() === '' ||
    !isSecretName(name) ||
    /[$\uE000-\uF8FF]|^\/|:\/\/|^(true|false|\d)$/.test(text)
  )
    return undefined;
  if (FOR_USERS.test(environment) && KNOWN.test(text)) return 'high';
  return platform === 'kubernetes' || platform === 'helm' ? 'low' : undefined;
}
