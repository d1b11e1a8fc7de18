import protobuf from 'protobufjs';
import descriptor from 'protobufjs/google/protobuf/descriptor.json' with { type: 'json' };
import type { JsonObject } from '../../core/verify/requests/json.ts';
import type { ProtoContract, Rpc } from '../../core/verify/requests/proto-contract.ts';
import { SandboxError } from '../sandbox-error.ts';
import { messageObject } from './message-object.ts';

/** Messages as bytes and back. Keys are the fields' names as they are written; numbers of 64 bits are texts. */
export interface Codec {
  readonly encode: (message: string, value: JsonObject) => Buffer;
  readonly decode: (message: string, bytes: Uint8Array) => JsonObject;
}

const COPIED = /(?:^|\/)(google\/protobuf\/[\w/]+\.proto)$/;
const STANDARD = /\bimport\s+(?:public\s+|weak\s+)?["'](google\/protobuf\/[\w/]+\.proto)["']/g;

/** What the files of a contract declare. What they lack is said when it is needed, or now where nothing works without it. */
export function codecOf({ texts }: ProtoContract): Codec {
  const root = new protobuf.Root();
  for (const [path, text] of texts) {
    for (const [, standard = ''] of text.matchAll(STANDARD)) addStandard(root, standardFile(standard));
    const copied = standardFile(COPIED.exec(path)?.[1] ?? '');
    if (copied) {
      addStandard(root, copied);
      continue;
    }
    try {
      protobuf.parse(text, root, { keepCase: true });
    } catch (error) {
      throw new SandboxError(
        `${path} cannot be used to write messages: ${sentence(error)}. Correct it, so that a protobuf compiler takes it.`,
      );
    }
  }
  try {
    root.resolveAll();
  } catch {
    // Options may come from files that are not here; which type is missing is said where it is used.
  }
  const type = (name: string): protobuf.Type => typeNamed(root, name);
  return {
    encode: (message, value) => encoded(type(message), value),
    decode: (message, bytes) =>
      type(message).toObject(type(message).decode(bytes), {
        longs: String,
        enums: String,
        bytes: String,
        defaults: true,
        objects: true,
      }) as JsonObject,
  };
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');

/** A file that comes with every compiler; only some trees hold a copy. */
const standardFile = (path: string): protobuf.INamespace | undefined =>
  path === 'google/protobuf/descriptor.proto' ? (descriptor as protobuf.INamespace) : (protobuf.common.get(path) ?? undefined);

function addStandard(root: protobuf.Root, file: protobuf.INamespace | undefined): void {
  if (file?.nested && !isKnown(root, file)) root.addJSON(file.nested);
}

function isKnown(root: protobuf.Root, { nested }: protobuf.INamespace): boolean {
  const inner = (nested?.google as protobuf.INamespace | undefined)?.nested?.protobuf as protobuf.INamespace | undefined;
  const [first] = Object.keys(inner?.nested ?? {});
  return first !== undefined && root.lookup(`google.protobuf.${first}`) !== null;
}

function typeNamed(root: protobuf.Root, name: string): protobuf.Type {
  try {
    return root.lookupType(name);
  } catch {
    throw new SandboxError(`No proto file here declares the message ${name}; add the file that declares it to the workspace.`);
  }
}

function encoded(type: protobuf.Type, value: JsonObject): Buffer {
  const fitting = messageObject(type, value);
  try {
    return Buffer.from(type.encode(type.fromObject(fitting)).finish());
  } catch (error) {
    throw new SandboxError(
      `The message ${type.fullName.replace(/^\./, '')} cannot be written: ${sentence(error)}. Correct the message of the step.`,
    );
  }
}

/** The path of a method, as HTTP/2 has it. */
export const pathOf = ({ id }: Rpc): string => `/${id}`;
