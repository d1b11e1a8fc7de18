/** A command of the CLI. `run` gives the exit code; what the user did wrong is thrown as a UsageError. */
export interface Command {
  readonly name: string;
  /** One line of `faultline --help`. */
  readonly usage: string;
  readonly summary: string;
  readonly run: (args: readonly string[], output: Output) => Promise<number>;
}

/** Where results and progress go. */
export interface Output {
  readonly write: (text: string) => void;
  readonly progress: (text: string) => void;
}
