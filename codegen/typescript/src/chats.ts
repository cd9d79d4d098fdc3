/** Chats that are read over more than one connection (docs/chat.md). */

/**
 * The variables with which a subscription is asked for again.
 *
 * A document that declares `$afterIndex` and `$afterAttempt`, and selects `attempt` and `nextIndex`, is read on from there.
 * Any other one begins anew: chats at index 0 under their key, changes and balances with how things stand.
 */
export class Place {
  readonly #resumable: boolean;
  #variables: Record<string, unknown>;

  constructor(document: string, variables: object) {
    this.#resumable = /\$afterIndex\b/.test(document) && /\$afterAttempt\b/.test(document);
    this.#variables = { ...variables };
  }

  get variables(): Record<string, unknown> {
    return this.#variables;
  }

  /** An event arrived. */
  passed(event: Record<string, unknown>): void {
    if (!this.#resumable) return;
    const { attempt, nextIndex } = event;
    if (typeof attempt === "number") this.#variables = { ...this.#variables, afterAttempt: attempt };
    if (typeof nextIndex === "number") this.#variables = { ...this.#variables, afterIndex: nextIndex };
  }
}

/**
 * The reply so far, after one more `ChatDelta`. Right as well when the reply begins anew, after a failed attempt for instance.
 *
 * `index` counts Unicode code points, of which a string of JavaScript's may need two units for one.
 */
export function withDelta(text: string, delta: { index: number; text: string }): string {
  if (delta.index === text.length) return text + delta.text;
  return [...text].slice(0, delta.index).join("") + delta.text;
}
