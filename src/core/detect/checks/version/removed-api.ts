import { isTest } from '../../../model/paths.ts';
import type { Check } from '../../check.ts';
import { entryAt } from '../../manifest-parts.ts';
import { factEvidence, partEvidence } from '../../places.ts';
import { servicesOf } from '../../cluster-parts.ts';

interface Removed {
  readonly version: string;
  readonly kinds: RegExp;
  readonly since: string;
  readonly now: string;
}

/** What Kubernetes no longer serves. https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
const REMOVED: readonly Removed[] = [
  { version: 'extensions/v1beta1', kinds: /^(Deployment|DaemonSet|ReplicaSet)$/, since: '1.16', now: 'apps/v1' },
  { version: 'extensions/v1beta1', kinds: /^NetworkPolicy$/, since: '1.16', now: 'networking.k8s.io/v1' },
  { version: 'extensions/v1beta1', kinds: /^Ingress$/, since: '1.22', now: 'networking.k8s.io/v1' },
  { version: 'networking.k8s.io/v1beta1', kinds: /^(Ingress|IngressClass)$/, since: '1.22', now: 'networking.k8s.io/v1' },
  { version: 'apps/v1beta1', kinds: /./, since: '1.16', now: 'apps/v1' },
  { version: 'apps/v1beta2', kinds: /./, since: '1.16', now: 'apps/v1' },
  { version: 'rbac.authorization.k8s.io/v1beta1', kinds: /./, since: '1.22', now: 'rbac.authorization.k8s.io/v1' },
  { version: 'batch/v1beta1', kinds: /^CronJob$/, since: '1.25', now: 'batch/v1' },
  { version: 'policy/v1beta1', kinds: /^PodDisruptionBudget$/, since: '1.25', now: 'policy/v1' },
  { version: 'policy/v1beta1', kinds: /^PodSecurityPolicy$/, since: '1.25', now: 'the labels of Pod Security Admission' },
  { version: 'autoscaling/v2beta1', kinds: /^HorizontalPodAutoscaler$/, since: '1.25', now: 'autoscaling/v2' },
  { version: 'autoscaling/v2beta2', kinds: /^HorizontalPodAutoscaler$/, since: '1.26', now: 'autoscaling/v2' },
  {
    version: 'admissionregistration.k8s.io/v1beta1',
    kinds: /WebhookConfiguration$/,
    since: '1.22',
    now: 'admissionregistration.k8s.io/v1',
  },
  { version: 'apiextensions.k8s.io/v1beta1', kinds: /./, since: '1.22', now: 'apiextensions.k8s.io/v1' },
  { version: 'scheduling.k8s.io/v1beta1', kinds: /^PriorityClass$/, since: '1.22', now: 'scheduling.k8s.io/v1' },
  {
    version: 'storage.k8s.io/v1beta1',
    kinds: /^(StorageClass|CSIDriver|CSINode|VolumeAttachment)$/,
    since: '1.22',
    now: 'storage.k8s.io/v1',
  },
  { version: 'discovery.k8s.io/v1beta1', kinds: /^EndpointSlice$/, since: '1.25', now: 'discovery.k8s.io/v1' },
];

/** Nothing but the version differs between the two. */
const SAME_SHAPE = /^(CronJob|PodDisruptionBudget|PriorityClass|Role|ClusterRole|RoleBinding|ClusterRoleBinding)$/;

export const removedApi: Check = {
  id: 'version.removed-api',
  stage: 'version',
  severity: 'high',
  title: 'An object has an API version that Kubernetes has removed',
  why: 'A cluster of that version or a later one refuses the object ("no matches for kind"), and with it the whole release.',
  fix: 'Write the version that replaces it; Ingress needs a pathType and another form of its backend besides.',
  guard:
    'Templates that choose a version by what the cluster can do are left alone: what counts is what is written plainly or was rendered.',
  sources: [
    'https://github.com/blueperf/acmeair-mainservice-java/issues/35',
    'https://github.com/kube-HPC/hkube/issues/1354',
    'https://github.com/lsst-sqre/roundtable/pull/31',
  ],
  *run(system) {
    for (const object of system.all('cluster-object')) {
      const rule = isTest(object.file)
        ? undefined
        : REMOVED.find(({ version, kinds }) => version === object.apiVersion && kinds.test(object.objectKind));
      const entry = rule && entryAt(object.written, 'apiVersion');
      if (!rule || !entry || /(^|\/)templates\//.test(object.file)) continue;
      yield {
        subject: `${object.file} ${object.objectKind} ${object.name}`,
        message: `The ${object.objectKind} ${object.name} is of ${rule.version}, which Kubernetes ${rule.since} removed; ${rule.now} takes its place.`,
        evidence: [
          partEvidence(entry, object.file, `removed in ${rule.since}`),
          ...(entry.at[0] === object.at[0] ? [] : [factEvidence(object, `the ${object.objectKind}`)]),
        ],
        about: servicesOf(object, system),
        group: {
          subject: `${rule.version}`,
          message: subjects =>
            `${subjects.length} objects are of ${rule.version}, which Kubernetes ${rule.since} removed; ${rule.now} takes its place.`,
        },
        ...(SAME_SHAPE.test(object.objectKind) &&
          entry.value.origins === undefined && {
            fix: { title: `Write ${rule.now}`, edits: [{ file: object.file, span: entry.value.at, text: rule.now }] },
          }),
      };
    }
  },
};
