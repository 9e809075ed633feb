declare const brand: unique symbol;

/** A string that only a parse (or a synthetic maker) of this library can have produced. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

/**
 * Marks a string whose form the caller has just checked. Internal: index.ts does not export it, so outside
 * this library a brand is proof that a check was passed.
 */
export function branded<Name extends string>(text: string): Branded<Name> {
  return text as Branded<Name>;
}
