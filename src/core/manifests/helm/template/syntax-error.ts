import { TemplateError } from '../value.ts';

/** A text that is no template; the offset is where reading it stopped. */
export class TemplateSyntaxError extends TemplateError {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
