import type { Protocol } from '../../model/technology.ts';

interface Rule {
  readonly protocol: Protocol;
  readonly via: string;
}

/** Settings that a library reads by itself, so that no code of the workspace names them. */
const RULES: readonly (readonly [RegExp, Rule])[] = [
  [/^Serilog:WriteTo:.*:(serverUrl|requestUri|uri|url|endpoint|nodeUris|hostnameOrAddress)$/i, { protocol: 'telemetry', via: 'Serilog' }],
  [/^(OpenTelemetry|Otlp|Jaeger|Zipkin)(:\w+)*:(endpoint|url|host|agentHost)$/i, { protocol: 'telemetry', via: 'OpenTelemetry' }],
  [/^eureka:client:serviceUrl$/i, { protocol: 'discovery', via: 'Steeltoe Eureka' }],
  [/^consul:host$/i, { protocol: 'discovery', via: 'Steeltoe Consul' }],
  [/^spring:cloud:config:uri$/i, { protocol: 'configuration', via: 'Steeltoe Config' }],
  [/^HealthChecks-?UI:HealthChecks:\d+:Uri$/i, { protocol: 'http', via: 'HealthChecksUI' }],
  [/^Aspire:.*:(Endpoint|ServiceUri|HostName)$/i, { protocol: 'tcp', via: 'Aspire client' }],
];

export const ruleOf = (name: string): Rule | undefined => RULES.find(([pattern]) => pattern.test(name))?.[1];
