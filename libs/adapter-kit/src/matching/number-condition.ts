import type { IdDocument } from '@dianda/inquiry';
import { documentKeys, innerOrganisationCode } from './document-keys.js';

/** A condition of a WHERE clause with the values of its placeholders, which are $1 and $2. */
export interface NumberCondition {
  readonly sql: string;
  readonly values: readonly [keys: readonly string[], innerCode: string | null];
}

/**
 * The rows that may hold this document's number in `column`, however it is written there: in any of its forms, or as
 * the organisation code inside of a credit code. `column` is a name that the adapter's own code knows, never input.
 * The registry needs an index on the very expression `upper(regexp_replace(normalize(column, NFKC), '[[:space:]-]', '',
 * 'g'))`, which is the rule of documentKey(); what it finds is matched again, row by row.
 */
export function numberCondition(column: string, document: IdDocument): NumberCondition {
  const key = `upper(regexp_replace(normalize(${column}, NFKC), '[[:space:]-]', '', 'g'))`;
  const byInnerCode = `(length(${key}) = 18 and substr(${key}, 9, 9) = $2)`;
  return {
    sql: `(${key} = any($1::text[]) or ($2::text is not null and ${byInnerCode}))`,
    values: [documentKeys(document), innerOrganisationCode(document) ?? null],
  };
}
