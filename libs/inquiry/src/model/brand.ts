declare const brand: unique symbol;

/** A nominal type: a plain value that only a parse function may make. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
