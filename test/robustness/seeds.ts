/** Valid texts for the kinds of files that no fixture has. */
export const seeds: readonly { readonly kind: string; readonly path: string; readonly text: string }[] = [];
