import { words } from '../words.ts';

/** Calls that hand on what they are given, as bytes, a body or a message. */
const WRAPS = words(`
  from bytes Bytes GetBytes NewBuffer NewReader NewBufferString StringEncoder ByteEncoder HttpEntity withPayload StringContent Blob encode
  freeze body bodyValue of ok Ok Some Just just Created created success Success Message ServiceBusMessage ProducerRecord Record
  instanceToPlain classToPlain resolve cloneDeep structuredClone copy assign Response JSONResponse JsonResponse Json toString ToString String
  str ensure_ascii NewMessage Payload
`);
export const wraps = (name: string): boolean => [...WRAPS].some(ending => name.endsWith(ending));

/** Methods that give what they are asked of, in another form. */
export const GIVES_ITSELF = words(`
  getBytes encode toString ToString bytes build Build buffer into unwrap expect clone to_owned as_bytes toPromise asJava to_vec iter collect
`);

/** Names that every library has say nothing of who is meant. */
export const COMMON_NAMES = words(`
  get set find findOne map then catch run main init send publish create save update add push to of from build log print format toString next
  close open read write start stop
`);

/** `orders.append(order)`: each member of a list. */
export const TAKES_IN = /^(append|push|add|Add|unshift)$/;
