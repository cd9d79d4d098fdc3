/** Where a chat stream broke off, so that the next connection sends only the rest (docs/chat.md). */

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
