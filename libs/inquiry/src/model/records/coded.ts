/**
 * A value of an agency's code table in our words, with the agency's own code or text beside it. A code without a
 * row in the table is `UNKNOWN` and always carries that text (standards.md 4.1): it is never dropped.
 */
export type Coded<Code extends string> =
  { readonly code: Code; readonly raw?: string } | { readonly code: 'UNKNOWN'; readonly raw: string };
