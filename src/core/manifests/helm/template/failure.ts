import type { Location } from '../../../model/source.ts';
import { TemplateError } from '../value.ts';

/** A TemplateError that knows where it happened: at the innermost line that some file holds. */
export class TemplateFailure extends TemplateError {
  readonly at: Location;

  constructor(message: string, at: Location) {
    super(message);
    this.at = at;
  }
}
