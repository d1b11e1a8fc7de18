/** The compiler is not ours, and follows some texts by recursion: undefined where it gives up on one. */
export function attempt<Answer>(answer: () => Answer): Answer | undefined {
  try {
    return answer();
  } catch {
    return undefined;
  }
}
