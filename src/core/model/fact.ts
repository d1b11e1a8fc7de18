import type { AspireFact } from './aspire-fact.ts';
import type { ContractFact } from './contract-fact.ts';
import type { DeploymentFact } from './deployment-fact.ts';
import type { IdentityFact } from './identity-fact.ts';
import type { Ignores } from './ignore-fact.ts';
import type { JumpFact } from './jump-fact.ts';
import type { MetricFact } from './metric-fact.ts';
import type { PackageFact } from './package-fact.ts';
import type { Application, Binds, CallsFunction, DefinesFunction, FillsClass, Imports } from './program-fact.ts';
import type { ReleaseFact } from './release-fact.ts';
import type { ResilienceFact } from './resilience-fact.ts';
import type { AnswersWith, ExpectsAnswer, ShapeFact } from './shape-fact.ts';
import type { Sibling } from './sibling-fact.ts';
import type { Problem } from './source.ts';
import type { GrpcClient, GrpcServer, Listens, MentionsAddress, Publishes, ServesRoute, Subscribes, UsesAddress } from './talk-fact.ts';
import type { ExpandsVariables, ListsVariables, ReadsAnyEnv, ReadsEnv, SetsEnv } from './variable-fact.ts';

/** Everything that one file says about the system. Spans are in the file that the fact came from. */
export type Fact =
  | CodeFact
  | PackageFact
  | DeploymentFact
  | ContractFact
  | ReleaseFact
  | IdentityFact
  | ShapeFact
  | MetricFact
  | Ignores
  | Sibling;

export type CodeFact =
  | Imports
  | Binds
  | FillsClass
  | ReadsEnv
  | ReadsAnyEnv
  | ListsVariables
  | ExpandsVariables
  | DefinesFunction
  | CallsFunction
  | SetsEnv
  | UsesAddress
  | MentionsAddress
  | ServesRoute
  | GrpcClient
  | GrpcServer
  | Publishes
  | Subscribes
  | Listens
  | Application
  | AspireFact
  | JumpFact
  | ResilienceFact
  | AnswersWith
  | ExpectsAnswer;

export interface FileFacts {
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
}
