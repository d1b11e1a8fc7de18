/** How often a call is made at worst where each of these tries it again around the other. */
export const triesOf = (retries: readonly { readonly more: number }[] = []): number =>
  retries.reduce((product, { more }) => product * (1 + more), 1);
