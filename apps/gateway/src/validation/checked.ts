import { isObject, registerDecorator, ValidateIf, type ValidationArguments } from 'class-validator';
import type { Check } from './checks.js';

/** The constraint under which class-validator reports a failed check. */
export const checkedConstraint = 'checked';

/** A required member that must pass the check. */
export function Checked(check: Check): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: checkedConstraint,
      target: target.constructor,
      propertyName: nameOf(property),
      // The pipe reads the check again from here, to learn where and why it failed.
      options: { context: { check } },
      validator: {
        validate: (value: unknown, args?: ValidationArguments) =>
          value !== undefined && check(value, args?.object ?? {}).length === 0,
        defaultMessage: () => checkedConstraint,
      },
    });
  };
}

/** A member that may be left out; `null` does not count as left out. */
export function CheckedIfPresent(check: Check): PropertyDecorator {
  const present = ValidateIf((_owner: object, value: unknown) => value !== undefined);
  const checked = Checked(check);
  return (target, property) => {
    present(target, property);
    checked(target, property);
  };
}

/** The check behind a failed constraint's context. */
export function checkIn(context: unknown): Check | undefined {
  if (!isObject(context)) return undefined;
  const check: unknown = Reflect.get(context, 'check');
  return isCheck(check) ? check : undefined;
}

/** Contexts under our constraint are made above only, so a function there is a check. */
function isCheck(value: unknown): value is Check {
  return typeof value === 'function';
}

function nameOf(property: string | symbol): string {
  if (typeof property === 'symbol') throw new TypeError('a member of JSON has no symbol for a name');
  return property;
}
