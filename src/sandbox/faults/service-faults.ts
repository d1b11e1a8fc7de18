import { brokerUnavailable } from './broker-unavailable.ts';
import { dnsFailure } from './dns-failure.ts';
import { kill } from './kill.ts';
import { networkCut } from './network-cut.ts';
import { pause } from './pause.ts';
import { resourceLimit } from './resource-limit.ts';
import { restart } from './restart.ts';

/** What goes wrong with a service as a whole; what goes wrong with calls is done by the proxies. */
export const serviceFaults = [kill, restart, pause, networkCut, dnsFailure, brokerUnavailable, resourceLimit] as const;
