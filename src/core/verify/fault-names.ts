export interface FaultName {
  readonly name: string;
  readonly description: string;
  /** What can be said of it, beside its kind. */
  readonly options: readonly string[];
}

const CALLS = ['edge', 'to'];

/** Every fault by the name that the scenario file has for it, in a few words; the sandbox knows how each is done. */
export const FAULTS: readonly FaultName[] = [
  {
    name: 'http-status',
    description: 'an HTTP status for a share of requests on an edge',
    options: [...CALLS, 'status', 'share', 'retryAfterSeconds', 'first'],
  },
  {
    name: 'grpc-status',
    description: 'a gRPC status for a share of calls on an edge',
    options: [...CALLS, 'code', 'share', 'retryPushbackMilliseconds'],
  },
  { name: 'latency', description: 'answers on an edge come later', options: [...CALLS, 'milliseconds', 'jitterMilliseconds'] },
  { name: 'connection-reset', description: 'connections on an edge are reset', options: [...CALLS, 'share'] },
  { name: 'slow-body', description: 'answers on an edge trickle', options: [...CALLS, 'bytesPerSecond'] },
  { name: 'connection-refused', description: 'nobody listens at the end of an edge', options: CALLS },
  { name: 'network-cut', description: 'nothing comes back on an edge, or a service loses its network', options: [...CALLS, 'service'] },
  { name: 'retry-storm', description: 'every request on an edge is sent many times at once', options: [...CALLS, 'times'] },
  { name: 'kill', description: 'a service is killed, and comes back at the end', options: ['service'] },
  { name: 'restart', description: 'a service restarts', options: ['service', 'graceSeconds'] },
  { name: 'pause', description: 'a service keeps its connections and does nothing', options: ['service'] },
  { name: 'dns-failure', description: 'the name of a service is not found', options: ['service', 'from'] },
  { name: 'broker-unavailable', description: 'a broker is gone', options: ['service'] },
  { name: 'resource-limit', description: 'a service gets less memory or CPU', options: ['service', 'memoryMegabytes', 'cpus'] },
];
