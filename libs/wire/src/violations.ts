import { DiandaError, type ReasonOf, type Violation } from '@dianda/inquiry';
import { FieldFault } from './field-fault.js';

/** Collects every wrong field of a request, so that its sender learns of all of them at once. */
export class Violations {
  private readonly found: Violation[] = [];

  /** All values, or undefined when one of them could not be read; what was wrong is kept. */
  all<T extends Readonly<Record<string, unknown>>>(readers: { readonly [Name in keyof T]: () => T[Name] }):
    T | undefined {
    const before = this.found.length;
    const values: Partial<T> = {};
    for (const name of Object.keys(readers) as (keyof T)[]) this.take(() => (values[name] = readers[name]()));
    // Each reader has set its value or left a violation.
    return this.found.length === before ? (values as T) : undefined;
  }

  private take(read: () => unknown): void {
    try {
      read();
    } catch (fault) {
      if (!(fault instanceof FieldFault)) throw fault;
      const pointer = pointerOf(fault.path);
      if (this.found.some((each) => each.pointer === pointer)) return;
      this.found.push({ pointer, code: fault.code, detail: fault.message });
    }
  }

  error(reason: ReasonOf<'invalid'>): DiandaError {
    return DiandaError.invalid(reason, this.found);
  }
}

/** `subject.names[0]` as `/subject/names/0`. Names of the contract hold none of RFC 6901's special characters. */
export function pointerOf(path: string): string {
  return `/${path.replaceAll('[', '.').replaceAll(']', '').replaceAll('.', '/')}`;
}

/** The other way round, for the field of a BadRequest. */
export function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .split('/')
    .reduce(
      (path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`),
      '',
    );
}
