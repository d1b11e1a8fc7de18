/** There is no sandbox, or it does not come up: one sentence that says what is wrong and what to do; below it lines of logs that matter. */
export class SandboxError extends Error {
  readonly lines: readonly string[];

  constructor(sentence: string, lines: readonly string[] = []) {
    super([sentence, ...lines.map(line => `    ${line}`)].join('\n'));
    this.lines = lines;
  }
}
