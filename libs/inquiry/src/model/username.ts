/** Letters, digits and `.`, `_`, `@`, `-` between them: no blank that nobody sees, nothing that a shell or a log reads. */
const shape = /^[\p{L}\p{N}](?:[\p{L}\p{N}._@-]{0,62}[\p{L}\p{N}])?$/u;

/** A user name of 1 to 64 characters as it may be given to an account; undefined for anything else. */
export function parseUsername(text: string): string | undefined {
  return shape.test(text) ? text : undefined;
}
