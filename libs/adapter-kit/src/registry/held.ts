type Held<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The members that the register holds: those that are undefined are left out, as the contract has it. */
export function held<T extends object>(members: T): Held<T> {
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  // Object.fromEntries forgets the names; dropping undefined members is exactly what Held<T> says.
  return Object.fromEntries(present) as Held<T>;
}
