import type { ChangeLevel, ChangeSeverity } from '../change.ts';

type Judgement = readonly [severity: ChangeSeverity, level: ChangeLevel];

/** What changes of everything around a message's schemas break; those of the schemas themselves have oasdiff's rules. */
export const RULES = {
  'channel-removed': ['error', 'wire'],
  'channel-added': ['info', 'safe'],
  'channel-parameter-removed': ['warning', 'wire'],
  'channel-parameter-added': ['error', 'wire'],
  'operation-removed': ['error', 'wire'],
  'operation-added': ['info', 'safe'],
  'received-message-removed': ['error', 'wire'],
  'received-message-added': ['info', 'safe'],
  'sent-message-removed': ['error', 'behaviour'],
  'sent-message-added': ['warning', 'behaviour'],
  'message-content-type-changed': ['error', 'wire'],
  'message-schema-format-changed': ['error', 'wire'],
  'message-schema-changed': ['warning', 'wire'],
  'received-message-payload-added': ['error', 'wire'],
  'received-message-payload-removed': ['info', 'safe'],
  'sent-message-payload-added': ['info', 'safe'],
  'sent-message-payload-removed': ['error', 'wire'],
  'server-removed': ['error', 'wire'],
  'server-added': ['info', 'safe'],
  'server-address-changed': ['error', 'wire'],
  'server-protocol-changed': ['error', 'wire'],
} as const satisfies Readonly<Record<string, Judgement>>;

export type Rule = keyof typeof RULES;
