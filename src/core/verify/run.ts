import type { ContractChecked, MeteredCall, RunBegan, SideName, UserRequest, VerifyEvent } from '../model/verify.ts';

/** What a run is, as its events tell it. */
export interface Run {
  readonly began?: RunBegan;
  readonly sides: Readonly<Record<SideName, SideRun>>;
  /** Why nothing can be said of any scenario. */
  readonly voids: readonly string[];
  readonly notes: readonly string[];
  /** In the order in which they were asked. */
  readonly contracts: readonly ContractChecked[];
  /** What could not be removed; undefined until the run has cleaned up. */
  readonly left?: readonly string[];
  /** Milliseconds since it began. */
  readonly ended?: number;
}

export interface SideRun {
  readonly services: ReadonlyMap<string, ServiceRun>;
  readonly scenarios: ReadonlyMap<string, ScenarioRun>;
}

export interface ServiceRun {
  readonly state: Extract<VerifyEvent, { kind: 'service' }>['state'];
  readonly image?: string;
  readonly since: number;
}

/** The newest attempt at one scenario on one side. */
export interface ScenarioRun {
  readonly attempt: number;
  readonly began: number;
  readonly ended?: number;
  readonly requests: readonly UserRequest[];
  readonly calls: readonly MeteredCall[];
  /** When the fault was taken away; what comes later is recovery. */
  readonly healed?: number;
  readonly voids: readonly string[];
}

/** The scenario in which nothing goes wrong. */
export const CONTROL = 'control';

type Lists = 'voids' | 'notes' | 'contracts';
interface Growing {
  readonly voids: string[];
  readonly notes: string[];
  readonly contracts: ContractChecked[];
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Scenario extends Mutable<Omit<ScenarioRun, 'requests' | 'calls' | 'voids'>> {
  readonly requests: UserRequest[];
  readonly calls: MeteredCall[];
  readonly voids: string[];
}
interface Side {
  readonly services: Map<string, ServiceRun>;
  readonly scenarios: Map<string, Scenario>;
}

/** Events of one run, one after the other: the panel, the command line and whoever checks a receipt fold them alike. */
export class RunFold {
  private readonly sides: Readonly<Record<SideName, Side>> = { before: emptySide(), after: emptySide() };
  private readonly run: Mutable<Omit<Run, 'sides' | Lists>> & Growing = { voids: [], notes: [], contracts: [] };

  add(event: VerifyEvent): void {
    switch (event.kind) {
      case 'run':
        this.run.began = event;
        return;
      case 'service':
        this.serve(event);
        return;
      case 'scenario':
        this.turn(event);
        return;
      case 'fault':
        if (event.state === 'removed') this.newest(event.side, event.scenario).healed = event.at;
        return;
      case 'request':
        this.newest(event.side, event.scenario).requests.push(event);
        return;
      case 'call':
        this.newest(event.side, event.scenario).calls.push(event);
        return;
      case 'contract':
        this.run.contracts.push(event);
        return;
      case 'void':
        (event.side && event.scenario !== undefined ? this.newest(event.side, event.scenario).voids : this.run.voids).push(event.why);
        return;
      case 'note':
        this.run.notes.push(event.message);
        return;
      case 'removed':
        this.run.left = event.left;
        return;
      case 'ended':
        this.run.ended = event.at;
    }
  }

  now(): Run {
    return { ...this.run, sides: this.sides };
  }

  private serve({ side, service, state, image, at }: Extract<VerifyEvent, { kind: 'service' }>): void {
    const known = image ?? this.sides[side].services.get(service)?.image;
    this.sides[side].services.set(service, { state, since: at, ...(known !== undefined && { image: known }) });
  }

  /** A new attempt forgets the one before it. */
  private turn({ side, scenario, state, attempt, at }: Extract<VerifyEvent, { kind: 'scenario' }>): void {
    if (state === 'began') this.sides[side].scenarios.set(scenario, { attempt, began: at, requests: [], calls: [], voids: [] });
    else this.newest(side, scenario).ended = at;
  }

  private newest(side: SideName, name: string): Scenario {
    const { scenarios } = this.sides[side];
    const known = scenarios.get(name);
    if (known) return known;
    const made: Scenario = { attempt: 0, began: 0, requests: [], calls: [], voids: [] };
    scenarios.set(name, made);
    return made;
  }
}

const emptySide = (): Side => ({ services: new Map(), scenarios: new Map() });

/** The run of all these events. */
export function runOf(events: Iterable<VerifyEvent>): Run {
  const fold = new RunFold();
  for (const event of events) fold.add(event);
  return fold.now();
}
