import { here, type PlacedFault } from './checks.js';
import { fault, pointerInto } from './violation.js';

/** Our deepest body has three levels; class-transformer recurses, so depth must end before the stack does. */
export const DEEPEST = 16;

/**
 * What must hold of a value before class-validator may look at it: an object, not too deep, and without names
 * that every object inherits. (The whitelist looks names up in a plain object, so it takes `constructor` for a
 * known member.)
 */
export function faultsOfShape(value: unknown): readonly PlacedFault[] {
  if (!isObjectOrList(value) || Array.isArray(value)) return [here(fault('OBJECT_EXPECTED'))];
  const faults: PlacedFault[] = [];
  const open: { readonly value: object; readonly pointer: string; readonly depth: number }[] = [
    { value, pointer: '', depth: 1 },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { pointer, depth } = next;
    if (depth > DEEPEST) return [here(fault('JSON_TOO_DEEP', { max: DEEPEST }))];
    for (const [name, member] of Object.entries(next.value) as readonly (readonly [string, unknown])[]) {
      if (!Array.isArray(next.value) && name in Object.prototype) {
        faults.push({ pointer: pointerInto(pointer, name), fault: fault('MEMBER_UNKNOWN') });
      } else if (isObjectOrList(member)) {
        open.push({ value: member, pointer: pointerInto(pointer, name), depth: depth + 1 });
      }
    }
  }
  return faults;
}

function isObjectOrList(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
