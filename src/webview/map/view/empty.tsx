import { counted } from '../../../core/model/counted.ts';
import type { MapProblem } from '../../../protocol/panels/map.ts';

const LOOKED_FOR: readonly (readonly [string, string])[] = [
  ['Who runs', 'compose files, Helm charts, Kubernetes manifests, Dockerfiles'],
  ['Who calls whom', 'HTTP, gRPC, GraphQL and WebSocket clients in the code, and the addresses in env files'],
  ['Who tells whom', 'topics and queues that code publishes to or listens on'],
  ['Who promises what', 'OpenAPI, protobuf and AsyncAPI contracts'],
];

export function Empty({ root }: { root: string }) {
  return (
    <section class="empty">
      <h2>No services found in {root || 'this folder'}.</h2>
      <p>Faultline draws a map from what it can read. It looked for:</p>
      <dl>
        {LOOKED_FOR.map(([what, where]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{where}</dd>
          </div>
        ))}
      </dl>
      <p>
        If the services stand in another folder, point Faultline there: <code>faultline graph path/to/workspace</code>. If they are in this
        folder but not recognised, name them in <code>.faultline/config.yaml</code>.
      </p>
    </section>
  );
}

export function Problems({ problems }: { problems: readonly MapProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <details class="problems">
      <summary>▲ {counted(problems.length, 'problem')} while reading: what stands there may be missing from the map</summary>
      <ul>
        {problems.map((problem, i) => (
          <li key={i}>
            <span class="mono">{problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`}</span> {problem.message}
          </li>
        ))}
      </ul>
    </details>
  );
}
