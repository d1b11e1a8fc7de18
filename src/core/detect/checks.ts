import type { Check } from './check.ts';
import { interpolatedTooEarly } from './checks/env/interpolated-too-early.ts';
import { publicSecret } from './checks/env/public-secret.ts';
import { plainSecret } from './checks/env/plain-secret.ts';
import { misreadLine } from './checks/env/misread-line.ts';
import { dotenvNotPassed } from './checks/env/dotenv-not-passed.ts';
import { envFileOverridden } from './checks/env/env-file-overridden.ts';
import { halfCustomisedCredentials } from './checks/env/half-customised-credentials.ts';
import { envFileNotInterpolated } from './checks/env/env-file-not-interpolated.ts';
import { missingEnvFile } from './checks/env/missing-env-file.ts';
import { quotedValue } from './checks/env/quoted-value.ts';
import { duplicateVariable } from './checks/env/duplicate-variable.ts';
import { unquotedValue } from './checks/env/unquoted-value.ts';
import { falseIsTrue } from './checks/env/false-is-true.ts';
import { serviceLink } from './checks/env/service-link.ts';
import { argumentAtRuntime } from './checks/env/argument-at-runtime.ts';
import { defaultSecret } from './checks/env/default-secret.ts';
import { committedSecret } from './checks/env/committed-secret.ts';
import { malformedValue } from './checks/env/malformed-value.ts';
import { dollarEaten } from './checks/env/dollar-eaten.ts';
import { buildTimeAtRuntime } from './checks/env/build-time-at-runtime.ts';
import { exampleDrift } from './checks/env/example-drift.ts';
import { inconsistentCredentials } from './checks/env/inconsistent-credentials.ts';
import { nameMismatch } from './checks/env/name-mismatch.ts';
import { profileDrift } from './checks/env/profile-drift.ts';
import { reservedName } from './checks/env/reserved-name.ts';
import { secretIndirectionUnsupported } from './checks/env/secret-indirection-unsupported.ts';
import { shapeMismatch } from './checks/env/shape-mismatch.ts';
import { unsetInterpolation } from './checks/env/unset-interpolation.ts';
import { secretInImage } from './checks/env/secret-in-image.ts';
import { trailingNewline } from './checks/env/trailing-newline.ts';
import { unprefixedInPage } from './checks/env/unprefixed-in-page.ts';
import { undeclaredArgument } from './checks/env/undeclared-argument.ts';
import { argumentBeforeFrom } from './checks/env/argument-before-from.ts';
import { requiredMissing } from './checks/env/required-missing.ts';
import { healthyWithoutHealthcheck } from './checks/dependency/healthy-without-healthcheck.ts';
import { healthcheckTooTight } from './checks/dependency/healthcheck-too-tight.ts';
import { healthcheckMissingProgram } from './checks/dependency/healthcheck-missing-program.ts';
import { healthcheckWrongPort } from './checks/dependency/healthcheck-wrong-port.ts';
import { healthcheckForeignTarget } from './checks/dependency/healthcheck-foreign-target.ts';
import { healthcheckCannotTell } from './checks/dependency/healthcheck-cannot-tell.ts';
import { healthcheckNoRoute } from './checks/dependency/healthcheck-no-route.ts';
import { startedNotReady } from './checks/dependency/started-not-ready.ts';
import { proxyBeforeUpstream } from './checks/dependency/proxy-before-upstream.ts';
import { jobNotAwaited } from './checks/dependency/job-not-awaited.ts';
import { livenessTooEarly } from './checks/dependency/liveness-too-early.ts';
import { graceTooShort } from './checks/dependency/grace-too-short.ts';
import { memoryLimitVsHeap } from './checks/dependency/memory-limit-vs-heap.ts';
import { requestAboveLimit } from './checks/dependency/request-above-limit.ts';
import { sigtermNotDelivered } from './checks/dependency/sigterm-not-delivered.ts';
import { livenessChecksDependency } from './checks/dependency/liveness-checks-dependency.ts';
import { rejectedCompose } from './checks/wiring/rejected-compose.ts';
import { unknownHost } from './checks/wiring/unknown-host.ts';
import { localhostBetweenContainers } from './checks/wiring/localhost-between-containers.ts';
import { publishedPortInNetwork } from './checks/wiring/published-port-in-network.ts';
import { portNobodyListensOn } from './checks/wiring/port-nobody-listens-on.ts';
import { containerPortWrong } from './checks/wiring/container-port-wrong.ts';
import { bindLoopback } from './checks/wiring/bind-loopback.ts';
import { networkIsolation } from './checks/wiring/network-isolation.ts';
import { portCollision } from './checks/wiring/port-collision.ts';
import { replicasCollide } from './checks/wiring/replicas-collide.ts';
import { portSyntax } from './checks/wiring/port-syntax.ts';
import { hostGatewayMissing } from './checks/wiring/host-gateway-missing.ts';
import { browserCallsContainer } from './checks/wiring/browser-calls-container.ts';
import { kafkaAdvertisedLocalhost } from './checks/wiring/kafka-advertised-localhost.ts';
import { queueNameMismatch } from './checks/wiring/queue-name-mismatch.ts';
import { clusterSelector } from './checks/wiring/cluster-selector.ts';
import { targetPort } from './checks/wiring/target-port.ts';
import { servicePort } from './checks/wiring/service-port.ts';
import { ingressBackend } from './checks/wiring/ingress-backend.ts';
import { otherNamespace } from './checks/wiring/other-namespace.ts';
import { missingClusterKey } from './checks/wiring/missing-cluster-key.ts';
import { policyPort } from './checks/wiring/policy-port.ts';
import { policyBlocks } from './checks/wiring/policy-blocks.ts';
import { imageMountIncompatible } from './checks/version/image-mount-incompatible.ts';
import { clientServerMismatch } from './checks/version/client-server-mismatch.ts';
import { removedApi } from './checks/version/removed-api.ts';
import { runtimeMismatch } from './checks/version/runtime-mismatch.ts';
import { unpinnedImage } from './checks/version/unpinned-image.ts';
import { specVsImpl } from './checks/contract/spec-vs-impl.ts';
import { responseFieldDrift } from './checks/contract/response-field-drift.ts';
import { staleGeneratedClient } from './checks/contract/stale-generated-client.ts';
import { routeMismatch } from './checks/contract/route-mismatch.ts';
import { noTimeout } from './checks/resilience/no-timeout.ts';
import { grpcNoDeadline } from './checks/resilience/grpc-no-deadline.ts';
import { timeoutBudget } from './checks/resilience/timeout-budget.ts';
import { retriesCutOff } from './checks/resilience/retries-cut-off.ts';
import { retryMultiplication } from './checks/resilience/retry-multiplication.ts';
import { endlessRetry } from './checks/resilience/endless-retry.ts';
import { poolExhaustsServer } from './checks/resilience/pool-exhausts-server.ts';
import { retryNonIdempotent } from './checks/resilience/retry-non-idempotent.ts';
import { retryAfterIgnored } from './checks/resilience/retry-after-ignored.ts';
import { limiterWithoutRetryAfter } from './checks/resilience/limiter-without-retry-after.ts';
import { noJitter } from './checks/resilience/no-jitter.ts';
import { noGracefulStop } from './checks/resilience/no-graceful-stop.ts';
import { blockingCall } from './checks/code/blocking-call.ts';
import { unawaitedPromise } from './checks/code/unawaited-promise.ts';
import { swallowedError } from './checks/code/swallowed-error.ts';
import { missingRollback } from './checks/code/missing-rollback.ts';
import { earlyAcknowledgement } from './checks/code/early-acknowledgement.ts';
import { clientPerRequest } from './checks/code/client-per-request.ts';
import { unclosedBody } from './checks/code/unclosed-body.ts';
import { queryInLoop } from './checks/code/query-in-loop.ts';
import { unboundedConcurrency } from './checks/code/unbounded-concurrency.ts';

/** Every check, in the order in which a person would look: what comes first explains what comes later. */
export const checks: readonly Check[] = [
  // env: what the code reads, and what each environment sets
  nameMismatch,
  shapeMismatch,
  inconsistentCredentials,
  halfCustomisedCredentials,
  dotenvNotPassed,
  envFileNotInterpolated,
  interpolatedTooEarly,
  unsetInterpolation,
  requiredMissing,
  profileDrift,
  buildTimeAtRuntime,
  unprefixedInPage,
  secretIndirectionUnsupported,
  trailingNewline,
  exampleDrift,
  argumentAtRuntime,
  undeclaredArgument,
  argumentBeforeFrom,
  serviceLink,
  falseIsTrue,
  unquotedValue,
  quotedValue,
  malformedValue,
  dollarEaten,
  misreadLine,
  duplicateVariable,
  envFileOverridden,
  missingEnvFile,
  committedSecret,
  secretInImage,
  publicSecret,
  defaultSecret,
  plainSecret,
  reservedName,
  // dependency: what has to be up before something else
  healthyWithoutHealthcheck,
  healthcheckTooTight,
  healthcheckMissingProgram,
  healthcheckWrongPort,
  healthcheckNoRoute,
  healthcheckForeignTarget,
  healthcheckCannotTell,
  startedNotReady,
  jobNotAwaited,
  proxyBeforeUpstream,
  memoryLimitVsHeap,
  requestAboveLimit,
  sigtermNotDelivered,
  graceTooShort,
  livenessTooEarly,
  livenessChecksDependency,
  // wiring: who reaches whom, under which name and port
  rejectedCompose,
  unknownHost,
  localhostBetweenContainers,
  publishedPortInNetwork,
  portNobodyListensOn,
  containerPortWrong,
  bindLoopback,
  networkIsolation,
  portCollision,
  replicasCollide,
  portSyntax,
  hostGatewayMissing,
  browserCallsContainer,
  kafkaAdvertisedLocalhost,
  queueNameMismatch,
  clusterSelector,
  targetPort,
  servicePort,
  ingressBackend,
  otherNamespace,
  missingClusterKey,
  policyPort,
  policyBlocks,
  // contract: what one side sends and the other expects
  responseFieldDrift,
  staleGeneratedClient,
  specVsImpl,
  routeMismatch,
  // version: what runs, and what it is run with
  imageMountIncompatible,
  clientServerMismatch,
  removedApi,
  runtimeMismatch,
  unpinnedImage,
  // resilience: what happens when the other side is slow or gone
  noTimeout,
  grpcNoDeadline,
  timeoutBudget,
  retriesCutOff,
  retryMultiplication,
  endlessRetry,
  retryNonIdempotent,
  retryAfterIgnored,
  limiterWithoutRetryAfter,
  noJitter,
  noGracefulStop,
  poolExhaustsServer,
  // code: what looks right and is not
  blockingCall,
  unawaitedPromise,
  swallowedError,
  missingRollback,
  earlyAcknowledgement,
  clientPerRequest,
  unclosedBody,
  queryInLoop,
  unboundedConcurrency,
];
