/** A sentence for the user about what is so, and what to do. It is shown as it is; whatever else is thrown is our fault, and is for the log. */
export class UserError extends Error {}
