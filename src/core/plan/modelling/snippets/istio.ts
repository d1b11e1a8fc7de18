import { worstCaseMs } from '../budget.ts';
import { seconds } from '../said.ts';
import { attemptsIn, comments, quoted, type Snippet, type SnippetInput } from './snippet.ts';

/** Istio retries twice where nothing is said, so a mesh that must not retry has to be told. */
export function istio(input: SnippetInput): Snippet {
  const { callee, host, tries, because, layer, onlySome } = input;
  const attempts = attemptsIn('mesh', input);
  const total = worstCaseMs(tries);
  const text = `${comments('#', because)}${comments('#', [
    layer === 'mesh'
      ? `The mesh is the layer that retries.${onlySome ? ' Put it under a match of what may be asked twice.' : ''}`
      : 'Retries belong to the caller here, so the mesh has none: where attempts is not said, Istio tries twice more.',
    'It holds for every caller of the host. outlierDetection is written out as Envoy has it by default; change it with what you measure.',
  ])}apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: ${quoted(callee)}
spec:
  hosts: [${quoted(host)}]
  http:
    - route:
        - destination: { host: ${quoted(host)} }
      timeout: ${layer === 'mesh' ? seconds(total) : seconds(tries.perTryMs)}
      retries:
        attempts: ${attempts - 1}
${attempts > 1 ? `        perTryTimeout: ${seconds(tries.perTryMs)}\n        retryOn: connect-failure,refused-stream,unavailable\n` : ''}---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: ${quoted(callee)}
spec:
  host: ${quoted(host)}
  trafficPolicy:
    outlierDetection:
      consecutive5xxErrors: 5
      interval: 10s
      baseEjectionTime: 30s
      maxEjectionPercent: 10
`;
  return { for: 'Istio', format: 'yaml', text };
}
