import type { Check } from '../../check.ts';
import { factEvidence } from '../../places.ts';
import { runs } from '../../running-code.ts';

export const noGracefulStop: Check = {
  id: 'resilience.no-graceful-stop',
  stage: 'resilience',
  severity: 'low',
  title: 'A server drops what it is answering when it is stopped',
  why: 'Every rollout and scale-down sends SIGTERM; a program that does not catch it ends at once, and requests that it was answering fail.',
  fix: 'On SIGTERM stop accepting, finish what has begun, close connections, and then exit.',
  guard:
    'Only Node and Go servers that are deployed: runtimes and servers of other languages catch it themselves. Any mention of the signal counts as handled.',
  sources: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination'],
  *run({ services }) {
    for (const service of services) {
      const listens = service
        .facts('application')
        .filter(({ file, language }) => runs(file) && /^(TypeScript|JavaScript|Go)$/.test(language));
      const deployed = service.deployed.some(({ platform }) => platform === 'kubernetes' || platform === 'helm');
      if (listens.length === 0 || !deployed || service.facts('serves-route').length + service.facts('grpc-server').length === 0) continue;
      if (service.facts('handles-stop').length > 0) continue;
      yield {
        subject: service.name,
        message: `${service.name} never catches SIGTERM, so each rollout cuts off the requests that it is answering.`,
        evidence: [factEvidence(listens[0]!, 'starts here')],
        about: [service.id],
        group: {
          subject: 'servers',
          message: names =>
            `${names.length} servers never catch SIGTERM, so each rollout cuts off what they are answering: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ' …' : ''}.`,
        },
      };
    }
  },
};
