import type { Check } from '../../check.ts';
import { entryAt, partAt, textAt, textsOf } from '../../manifest-parts.ts';
import { partEvidence } from '../../places.ts';
import { podContainers } from '../../pod-containers.ts';

/** What Kubernetes gives a pod to end, where nobody says otherwise. */
const USUAL_GRACE = 30;

export const graceTooShort: Check = {
  id: 'dependency.grace-too-short',
  stage: 'dependency',
  severity: 'medium',
  title: 'A pod is killed while it still waits to be stopped',
  why: 'The time of the preStop hook counts against the grace period: when it is over, the program is killed without having seen SIGTERM.',
  fix: 'Let terminationGracePeriodSeconds be longer than the hook and the longest request together.',
  guard: 'Only hooks that sleep for a time that is written.',
  sources: ['https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution'],
  *run(system) {
    for (const { container, object, deployed } of podContainers(system)) {
      const { written, file } = object;
      const grace = partAt(written, 'spec', 'template', 'spec', 'terminationGracePeriodSeconds');
      const seconds = Number(grace?.kind === 'text' ? grace.text : USUAL_GRACE);
      const hook = partAt(container, 'lifecycle', 'preStop');
      const pause = Number(
        textAt(hook, 'sleep', 'seconds') ?? /\bsleep\s+(\d+)\b/.exec(textsOf(partAt(hook, 'exec', 'command')).join(' '))?.[1],
      );
      if (!hook || !(pause >= seconds)) continue;
      yield {
        subject: `${deployed.service.name} ${textAt(container, 'name') ?? deployed.name}`,
        message: `${deployed.name} sleeps ${pause} s before it is told to stop, and is killed after ${seconds} s.`,
        evidence: [
          partEvidence(entryAt(partAt(container, 'lifecycle'), 'preStop')!, file, `it sleeps ${pause} s`),
          ...(grace ? [partEvidence(grace, file, `it has ${seconds} s in all`)] : []),
        ],
        about: [deployed.service.id],
        group: {
          subject: deployed.environment,
          message: subjects =>
            `${subjects.length} containers of ${deployed.environment} are killed while they still sleep before they stop: ${subjects.map(subject => subject.split(' ')[0]).join(', ')}.`,
        },
      };
    }
  },
};
