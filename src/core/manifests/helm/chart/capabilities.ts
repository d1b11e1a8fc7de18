import { textFrom } from '../functions/text.ts';
import { TemplateError, type GoList, type GoObject, type GoValue } from '../value.ts';

/** The cluster that charts are rendered for where nobody names one. */
const KUBE_VERSION = 'v1.32.0';

/** What a client of Kubernetes knows without a cluster, old versions included; Helm asks no cluster either when it only renders. */
const VERSIONS: Readonly<Record<string, string>> = {
  '': 'v1',
  'admissionregistration.k8s.io': 'v1 v1beta1 v1alpha1',
  'apiextensions.k8s.io': 'v1 v1beta1',
  apps: 'v1 v1beta2 v1beta1',
  'authentication.k8s.io': 'v1 v1beta1 v1alpha1',
  'authorization.k8s.io': 'v1 v1beta1',
  autoscaling: 'v2 v1 v2beta1 v2beta2',
  batch: 'v1 v1beta1',
  'certificates.k8s.io': 'v1 v1beta1 v1alpha1',
  'coordination.k8s.io': 'v1 v1beta1 v1alpha2',
  'discovery.k8s.io': 'v1 v1beta1',
  'events.k8s.io': 'v1 v1beta1',
  extensions: 'v1beta1',
  'flowcontrol.apiserver.k8s.io': 'v1 v1beta3 v1beta2 v1beta1',
  'internal.apiserver.k8s.io': 'v1alpha1',
  'networking.k8s.io': 'v1 v1beta1 v1alpha1',
  'node.k8s.io': 'v1 v1beta1 v1alpha1',
  policy: 'v1 v1beta1',
  'rbac.authorization.k8s.io': 'v1 v1beta1 v1alpha1',
  'resource.k8s.io': 'v1beta1 v1alpha3',
  'scheduling.k8s.io': 'v1 v1beta1 v1alpha1',
  'storage.k8s.io': 'v1 v1beta1 v1alpha1',
  'storagemigration.k8s.io': 'v1alpha1',
};

const API_VERSIONS: readonly string[] = Object.entries(VERSIONS).flatMap(([group, versions]) =>
  versions.split(' ').map(version => (group === '' ? version : `${group}/${version}`)),
);

export interface Cluster {
  readonly kubeVersion?: string;
  /** In addition to those that every cluster may have: `monitoring.coreos.com/v1`. */
  readonly apiVersions?: readonly string[];
}

/** `.Capabilities` */
export function capabilities({ kubeVersion, apiVersions = [] }: Cluster): GoObject {
  const asked = kubeVersion ?? KUBE_VERSION;
  const version = asked.startsWith('v') ? asked : `v${asked}`;
  const [major = '1', minor = '0'] = version.slice(1).split('.');
  return struct('*chartutil.Capabilities', {
    KubeVersion: {
      ...struct('chartutil.KubeVersion', {
        Version: textFrom(version),
        Major: textFrom(major),
        Minor: textFrom(minor.replace(/\D.*/, '')),
      }),
      methods: new Map([
        ['String', () => textFrom(version)],
        ['GitVersion', () => textFrom(version)],
      ]),
    },
    APIVersions: versionSet([...API_VERSIONS, ...apiVersions]),
    HelmVersion: struct('version.BuildInfo', {
      Version: textFrom('v3.17.4'),
      GitCommit: textFrom(''),
      GitTreeState: textFrom(''),
      GoVersion: textFrom('go1.24.4'),
    }),
  });
}

function versionSet(versions: readonly string[]): GoList {
  const known = new Set(versions);
  const has = ([version]: readonly GoValue[]): GoValue => {
    if (version?.kind !== 'string') throw new TemplateError('.Capabilities.APIVersions.Has wants a text');
    return { kind: 'bool', value: known.has(version.text), origins: version.origins };
  };
  return { kind: 'list', items: versions.map(version => textFrom(version)), origins: [], methods: new Map([['Has', has]]) };
}

const struct = (type: string, fields: Readonly<Record<string, GoValue>>): GoObject => ({
  kind: 'object',
  type,
  fields: new Map(Object.entries(fields)),
  methods: new Map(),
  origins: [],
});
