import type { ManifestNode } from '../../../model/manifest-node.ts';
import type { FilePath, Location } from '../../../model/source.ts';
import type { Check } from '../../check.ts';
import { containersIn, itemsOf, partAt, textAt, textsOf } from '../../manifest-parts.ts';
import { clusterBytes, dockerBytes, mebibytes } from '../../memory.ts';
import { evidence, partEvidence } from '../../places.ts';
import type { Deployed } from '../../system.ts';

export const memoryLimitVsHeap: Check = {
  id: 'dependency.memory-limit-vs-heap',
  stage: 'dependency',
  severity: 'high',
  title: 'The heap alone fills the memory that the container may use',
  why: 'A runtime needs more than its heap; the kernel kills the container (exit code 137) under load, long before the heap is full.',
  fix: 'Raise the limit, or let the runtime follow it: -XX:MaxRAMPercentage=75, or a heap of at most three quarters of the limit.',
  guard: 'A heap of up to three quarters of the limit, and one that is a percentage of it, are left alone.',
  sources: [
    'https://github.com/jenkinsci/docker-inbound-agent/issues/50',
    'https://github.com/cloudfoundry/java-buildpack/issues/720',
    'https://github.com/DistributedSystemsGroup/zoe/issues/28',
    'https://github.com/docker/for-linux/issues/653',
  ],
  *run({ services }) {
    for (const deployed of services.flatMap(service => service.deployed)) {
      const limit = limitOf(deployed);
      const heap = limit && heapOf(deployed);
      if (!limit || !heap || heap.bytes <= limit.bytes * 0.75) continue;
      yield {
        subject: deployed.service.name,
        message: `${deployed.name} may use ${mebibytes(limit.bytes)}, but ${heap.by} lets its heap alone grow to ${mebibytes(heap.bytes)}.`,
        evidence: [
          partEvidence(limit.part, limit.file, `the container may use ${mebibytes(limit.bytes)}`),
          evidence(heap.at, `the heap may grow to ${mebibytes(heap.bytes)}`),
        ],
        about: [deployed.service.id],
      };
    }
  },
};

interface Limit {
  readonly bytes: number;
  readonly part: ManifestNode;
  readonly file: FilePath;
}

function limitOf({ compose, objects, image }: Deployed): Limit | undefined {
  const own = partAt(compose?.written, 'mem_limit') ?? partAt(compose?.written, 'deploy', 'resources', 'limits', 'memory');
  if (own?.kind === 'text' && compose) return limited(own, compose.file, dockerBytes(own.text));
  for (const { written, file } of objects) {
    const containers = containersIn(written);
    const container = containers.find(one => textAt(one, 'image') === image) ?? (containers.length === 1 ? containers[0] : undefined);
    const part = partAt(container, 'resources', 'limits', 'memory');
    if (part?.kind === 'text') return limited(part, file, clusterBytes(part.text));
  }
  return undefined;
}

const limited = (part: ManifestNode, file: FilePath, bytes: number | undefined): Limit | undefined =>
  bytes === undefined || bytes === 0 ? undefined : { bytes, part, file };

interface Heap {
  readonly bytes: number;
  readonly by: string;
  readonly at: Location;
}

/** The last of the options counts; variables come after the command's own. */
function heapOf(deployed: Deployed): Heap | undefined {
  for (const { name, text = '', valueAt } of deployed.variables.values()) {
    if (!/OPTS|OPTIONS|HEAP|MEMORY|XMX|ARGS|JAVA|JVM/i.test(name)) continue;
    const heap = heapIn(text) ?? (/^(MAX_HEAP_SIZE|HEAP_SIZE|MAX_HEAP|JAVA_XMX|XMX)$/.test(name) ? plainHeap(text) : undefined);
    if (heap) return { ...heap, by: name, at: valueAt };
  }
  for (const word of wordsOf(deployed)) {
    const heap = heapIn(word.text);
    if (heap) return { ...heap, by: heap.flag, at: word.at };
  }
  return scripts(deployed);
}

/** Of the command that runs: the Dockerfile's, unless the deployment has its own. */
function wordsOf({ deployment, dockerfile }: Deployed): readonly { readonly text: string; readonly at: Location }[] {
  const own = deployment.command.map(({ value, at }) => ({ text: value.kind === 'literal' ? value.text : '', at }));
  const built = (dockerfile?.command ?? []).map(({ value, at }) => ({
    text: value.kind === 'literal' ? value.text : '',
    at: { file: dockerfile!.file, span: at },
  }));
  return own.length > 0 ? own : built;
}

/** Lists of arguments in a manifest that are no command of the link. */
function scripts({ objects, image }: Deployed): Heap | undefined {
  for (const { written, file } of objects) {
    const container = containersIn(written).find(one => textAt(one, 'image') === image);
    for (const part of [...itemsOf(partAt(container, 'command')), ...itemsOf(partAt(container, 'args'))]) {
      const heap = heapIn(textsOf(part).join(' '));
      if (heap) return { ...heap, by: heap.flag, at: partEvidence(part, file, '').at };
    }
  }
  return undefined;
}

function heapIn(text: string): { readonly bytes: number; readonly flag: string } | undefined {
  const java = [...text.matchAll(/-Xmx(\d+[kmg]?)\b|-XX:MaxHeapSize=(\d+[kmg]?)\b/gi)].at(-1);
  const bytes = java && dockerBytes(java[1] ?? java[2] ?? '');
  if (bytes !== undefined) return { bytes, flag: '-Xmx' };
  const node = /--max[-_]old[-_]space[-_]size[= ](\d+)/.exec(text)?.[1];
  return node === undefined ? undefined : { bytes: Number(node) * 1024 ** 2, flag: '--max-old-space-size' };
}

const plainHeap = (text: string): { readonly bytes: number } | undefined => {
  const bytes = /^\d+[kmg]$/i.test(text) ? dockerBytes(text) : undefined;
  return bytes === undefined ? undefined : { bytes };
};
