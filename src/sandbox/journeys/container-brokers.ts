import { asText, type Published } from './brokers.ts';

/** Runs a program in the container of a service. */
export type Exec = (
  service: string,
  argv: readonly string[],
  stdin: string,
) => Promise<{ readonly exitCode: number; readonly output: string }>;

/** Brokers with protocols of their own bring along programs that speak them. */
export type PublishInside = (exec: Exec, broker: string, published: Published) => Promise<string | undefined>;

/** A topic without a slash is a queue; else it is `exchange/routing key`. */
export const publishToRabbit: PublishInside = async (exec, broker, { topic, payload }) => {
  const slash = topic.indexOf('/');
  const [exchange, key] = slash < 0 ? ['amq.default', topic] : [topic.slice(0, slash), topic.slice(slash + 1)];
  const { exitCode, output } = await exec(
    broker,
    ['rabbitmqadmin', 'publish', `exchange=${exchange}`, `routing_key=${key}`],
    asText(payload),
  );
  if (exitCode === 127 || /not found/i.test(output))
    return 'its image has no rabbitmqadmin; use an image with the management plugin, as in rabbitmq:3-management';
  if (exitCode !== 0) return `rabbitmqadmin ended with ${exitCode}: ${shortened(output)}`;
  return /NOT routed/i.test(output) ? `no queue takes what is sent to ${topic}` : undefined;
};

/** Each image keeps it elsewhere. The topic is an argument, never a part of the script. */
const KAFKA = `for program in kafka-console-producer kafka-console-producer.sh /opt/kafka/bin/kafka-console-producer.sh /opt/bitnami/kafka/bin/kafka-console-producer.sh; do
  command -v "$program" >/dev/null 2>&1 && exec "$program" --bootstrap-server "$1" --topic "$2" --request-required-acks all
done
exit 127`;

export const publishToKafka =
  (port = 9092): PublishInside =>
  async (exec, broker, { topic, payload }) => {
    const text = asText(payload);
    if (text.includes('\n')) return 'a message with more than one line cannot be sent; write it as JSON on one line';
    const { exitCode, output } = await exec(broker, ['sh', '-c', KAFKA, 'sh', `localhost:${port}`, topic], `${text}\n`);
    if (exitCode === 127) return 'its image has no kafka-console-producer';
    // The program ends well even where nothing was sent, and says so.
    return exitCode !== 0 || /\bERROR\b|Exception/.test(output)
      ? `kafka-console-producer could not send it: ${shortened(output)}`
      : undefined;
  };

const LONGEST = 300;

const shortened = (output: string): string => output.trim().replaceAll(/\s+/g, ' ').slice(0, LONGEST);
