import type { Protocol } from '../../../../model/technology.ts';
import type { Reader } from '../../reader.ts';
import { valueOf } from '../../value.ts';
import { mayBeText, namedArgument } from '../rules/argument.ts';
import { receiverOf } from '../rules/origin.ts';

const SERVICES: Readonly<Record<string, Protocol>> = { s3: 's3', sqs: 'sqs', sns: 'sns', dynamodb: 'dynamodb' };

/** `boto3.client('sqs', endpoint_url=…)`. */
export const awsClients: Reader = {
  name: 'python-aws',
  languages: ['Python'],
  *call(call, context) {
    const [service] = call.arguments;
    const name = call.path.at(-1);
    if ((name !== 'client' && name !== 'resource' && name !== 'create_client') || service?.kind !== 'text') return;
    const protocol = Object.hasOwn(SERVICES, service.text) ? SERVICES[service.text] : undefined;
    if (!protocol || !/^(boto3|aioboto3|aiobotocore|botocore)\b/.test(receiverOf(call, context))) return;
    const endpoint = namedArgument(call, ['endpoint_url']);
    const target = mayBeText(endpoint) ? { target: valueOf(endpoint, context.language) } : {};
    yield { kind: 'uses-address', at: call.span, protocol, ...target, via: `boto3 ${service.text}` };
  },
};
