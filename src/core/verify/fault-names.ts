/** Every fault by the name that the scenario file has for it, in a few words; the sandbox knows how each is done. */
export const FAULTS: readonly { readonly name: string; readonly description: string }[] = [
  { name: 'http-status', description: 'an HTTP status for a share of requests on an edge' },
  { name: 'grpc-status', description: 'a gRPC status for a share of calls on an edge' },
  { name: 'latency', description: 'answers on an edge come later' },
  { name: 'connection-reset', description: 'connections on an edge are reset' },
  { name: 'slow-body', description: 'answers on an edge trickle' },
  { name: 'connection-refused', description: 'nobody listens at the end of an edge' },
  { name: 'network-cut', description: 'nothing comes back on an edge, or a service loses its network' },
  { name: 'retry-storm', description: 'every request on an edge is sent many times at once' },
  { name: 'kill', description: 'a service is killed, and comes back at the end' },
  { name: 'restart', description: 'a service restarts' },
  { name: 'pause', description: 'a service keeps its connections and does nothing' },
  { name: 'dns-failure', description: 'the name of a service is not found' },
  { name: 'broker-unavailable', description: 'a broker is gone' },
  { name: 'resource-limit', description: 'a service gets less memory or CPU' },
];
