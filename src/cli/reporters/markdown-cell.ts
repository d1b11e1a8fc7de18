/** A text as it stands in a cell of a Markdown table: one line, and nothing in it means anything. */
export const cell = (text: string): string => text.replace(/[\\|`*_<>[\]]/g, String.raw`\$&`).replace(/[\r\n]+/g, ' ');
