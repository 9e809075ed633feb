import { Randomness } from '../src/index.js';

/** A port that does what its script says, and fails loudly on everything else. */
export function scripted<Port extends object>(name: string, script: Partial<Port>): Port {
  return new Proxy(script, {
    get(target, member) {
      if (Reflect.has(target, member)) return Reflect.get(target, member) as unknown;
      throw new Error(`unscripted use of ${name}.${String(member)}`);
    },
    // What the script lacks throws when it is used, which no type can say.
  }) as Port;
}

/** Draws what it was given, once each, and fails when it is asked for more. */
export class LoadedDice extends Randomness {
  private readonly uuids: string[];
  private readonly units: number[];

  constructor({
    uuids = [],
    units = [],
  }: {
    readonly uuids?: readonly string[];
    readonly units?: readonly number[];
  }) {
    super();
    this.uuids = [...uuids];
    this.units = [...units];
  }

  override unit(): number {
    return next(this.units);
  }

  override uuid(): string {
    return next(this.uuids);
  }
}

function next<T>(loaded: T[]): T {
  const value = loaded.shift();
  if (value === undefined) throw new Error('nothing was loaded to be drawn');
  return value;
}
