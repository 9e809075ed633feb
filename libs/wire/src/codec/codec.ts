/**
 * Translates one value between core and generated code, both ways. `read` throws FieldFault naming `path`.
 * Function members (not methods) so that the compiler compares both directions: a code that the core has and
 * the contract lacks does not compile, nor the other way round.
 */
export interface Codec<Core, Wire> {
  readonly write: (value: Core) => Wire;
  readonly read: (value: Wire, path: string) => Core;
}

/** A coded value of the core lies in two fields of the contract, `x` and `x_raw`. */
export interface PairCodec<Core, Wire> {
  readonly writePair: (value: Core) => readonly [Wire, string];
  readonly readPair: (value: Wire, raw: string, path: string) => Core;
}
