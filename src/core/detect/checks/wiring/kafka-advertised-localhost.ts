import { addressesIn, isLocal } from '../../../link/address.ts';
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
  guard: 'A broker that advertises any name of the network, and one that no container uses, are left alone.',
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
      if (!advertised?.text || !isLocalOnly(advertised.text)) continue;
      const client = references(system).find(call => composeTarget(call, system) === broker && !call.isFallback);
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

/** `PLAINTEXT://localhost:9092,HOST://127.0.0.1:29092`. */
function isLocalOnly(text: string): boolean {
  const addresses = text.split(',').flatMap(listener => addressesIn(listener.trim()));
  return addresses.length > 0 && addresses.every(({ host }) => isLocal(host) && host !== 'host.docker.internal');
}
