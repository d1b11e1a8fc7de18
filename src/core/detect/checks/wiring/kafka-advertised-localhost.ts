import { addressesIn, isLocal, type Address } from '../../../link/address.ts';
import type { Check } from '../../check.ts';
import { evidence } from '../../places.ts';
import { composeTarget, references } from '../../references.ts';
import type { Deployed } from '../../system.ts';

export const kafkaAdvertisedLocalhost: Check = {
  id: 'wiring.kafka-advertised-localhost',
  stage: 'wiring',
  severity: 'high',
  title: 'A Kafka broker tells its clients to come to localhost',
  why: 'A client in another container finds the broker once and is then sent to itself: it connects, and no message ever goes through.',
  fix: 'Advertise a listener by the name of the service for containers, and another one at localhost for the host.',
  guard: 'A listener that is advertised by a name of the network, and one that no container uses, are left alone.',
  sources: [
    'https://github.com/provectus/kafka-ui/issues/2021',
    'https://github.com/luigidemasi/camel-kit/issues/17',
    'https://github.com/bitnami/bitnami-docker-kafka/issues/212',
    'https://github.com/wurstmeister/kafka-docker/pull/710',
    'https://github.com/confluentinc/cp-docker-images/issues/796',
  ],
  *run(system) {
    for (const broker of system.services.flatMap(service => service.deployed)) {
      const advertised = advertisedBy(broker);
      if (!advertised?.text || !hasLocal(advertised.text)) continue;
      const client = references(system).find(
        call => composeTarget(call, system) === broker && !call.isFallback && isSentAway(call.address.port, broker, advertised.text!),
      );
      if (!client) continue;
      yield {
        subject: broker.service.name,
        message: `${broker.name} advertises ${advertised.text}, where ${client.deployed.name}, in a container of its own, does not find it.`,
        evidence: [
          evidence(advertised.valueAt, 'clients are sent there'),
          evidence(client.at, `${client.deployed.name} comes from another container`),
        ],
        about: [broker.service.id, client.deployed.service.id],
      };
    }
  },
};

const advertisedBy = ({ variables, platform }: Deployed) =>
  platform === 'compose'
    ? [...variables.values()].find(({ name }) => /^KAFKA_(CFG_)?ADVERTISED_(LISTENERS|HOST_NAME)$/.test(name))
    : undefined;

/** `HOST://127.0.0.1:29092` is `['HOST', address]`. */
const listenersIn = (text: string): readonly (readonly [name: string, address: Address])[] =>
  text.split(',').flatMap(listener => {
    const name = /^\s*([\w-]+):\/\//.exec(listener)?.[1] ?? '';
    return addressesIn(listener.trim().replace(/^[\w-]+:\/\//, '')).map(address => [name, address] as const);
  });

const isHere = ({ host }: Address): boolean => isLocal(host) && host !== 'host.docker.internal';

const hasLocal = (text: string): boolean => listenersIn(text).some(([, address]) => isHere(address));

/** It comes by a listener that sends its clients to localhost; where the port tells none, every listener has to. */
function isSentAway(port: number | undefined, { variables }: Deployed, advertised: string): boolean {
  const told = listenersIn(advertised);
  const bound = listenersIn([...variables.values()].find(({ name }) => /^KAFKA_(CFG_)?LISTENERS$/.test(name))?.text ?? advertised);
  const name = bound.find(([, address]) => port !== undefined && address.port === port)?.[0];
  const own = name === undefined ? [] : told.filter(([listener]) => listener === name);
  return (own.length > 0 ? own : told).every(([, address]) => isHere(address));
}
