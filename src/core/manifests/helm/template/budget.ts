import { TemplateError } from '../value.ts';

/** What all templates of one chart may take together; a chart that needs more is broken or hostile. */
const STEPS = 10_000_000;
const OUTPUT = 50_000_000;
/** Templates in templates: Helm allows 1,000 of one name, which no chart comes near. */
const DEPTH = 300;

export class Budget {
  private steps = STEPS;
  private output = OUTPUT;
  private depth = 0;

  step(count = 1): void {
    this.steps -= count;
    if (this.steps < 0) throw new TemplateError(`the chart takes more than ${STEPS} steps; look for a loop that does not end`);
  }

  write(length: number): void {
    this.output -= length;
    if (this.output < 0)
      throw new TemplateError(`the chart puts out more than ${OUTPUT} characters; look for a loop that repeats too much`);
  }

  within<T>(run: () => T): T {
    if (this.depth >= DEPTH)
      throw new TemplateError(`templates call each other more than ${DEPTH} deep; look for one that includes itself`);
    this.depth++;
    try {
      return run();
    } finally {
      this.depth--;
    }
  }
}
