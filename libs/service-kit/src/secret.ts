/**
 * A value that does not show itself: joining or serialising it yields `[secret]`, and
 * inspecting it shows nothing. Only `reveal()` gives the text, so every place that uses it can be found by name.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The secret itself. Call it where the secret is used and keep the result nowhere. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }
}
