import { Injectable, type ArgumentMetadata, type PipeTransform, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { checkedConstraint, checkIn } from './checked.js';
import { faultsOfShape } from './shape.js';
import {
  fault,
  InvalidRequest,
  pointerInto,
  type Fault,
  type RequestPart,
  type RequestViolation,
} from './violation.js';

/** More than anyone reads; a body of wrong members must not be answered by a larger one. */
const MOST_VIOLATIONS = 100;

/** Decorated DTO classes only; simple parameters are read by the routes themselves. */
const simpleTypes: readonly unknown[] = [undefined, String, Number, Boolean, Array, Object];

/**
 * Turns bodies and queries into their DTO classes, or names every wrong member. A member that the class does
 * not know is wrong too. Nothing that was submitted is repeated in what it throws.
 */
@Injectable()
export class RequestPipe implements PipeTransform<unknown> {
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (type === 'custom' || metatype === undefined || simpleTypes.includes(metatype)) return value;
    const part = partOf[type];
    if (value === undefined || value === null) {
      throw new InvalidRequest([{ in: part, pointer: '', ...fault('BODY_MISSING') }]);
    }
    const misshapen = faultsOfShape(value);
    if (misshapen.length > 0) {
      throw new InvalidRequest(
        misshapen.map(({ pointer, fault: found }) => ({ in: part, pointer, ...found })),
      );
    }
    return validated(metatype, value, part);
  }
}

const partOf: Record<Exclude<ArgumentMetadata['type'], 'custom'>, RequestPart> = {
  body: 'body',
  query: 'query',
  param: 'path',
};

async function validated(metatype: Type<unknown>, value: unknown, part: RequestPart): Promise<object> {
  const instance: unknown = plainToInstance(metatype, value);
  if (typeof instance !== 'object' || instance === null) throw new TypeError('a DTO class makes objects');
  const errors = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  const violations = errors.flatMap((error) => violationsOf(error, '', part));
  if (violations.length > 0) throw new InvalidRequest(violations.slice(0, MOST_VIOLATIONS));
  return instance;
}

function violationsOf(error: ValidationError, above: string, part: RequestPart): readonly RequestViolation[] {
  const pointer = pointerInto(above, error.property);
  const placed = (at: string, found: Fault): RequestViolation => ({ in: part, pointer: at, ...found });
  if (error.constraints?.['whitelistValidation'] !== undefined)
    return [placed(pointer, fault('MEMBER_UNKNOWN'))];
  if (error.value === undefined) return [placed(pointer, fault('REQUIRED'))];
  const check = checkIn(error.contexts?.[checkedConstraint]);
  const own = (check?.(error.value, error.target ?? {}) ?? []).map(({ pointer: inside, fault: found }) =>
    placed(pointer + inside, found),
  );
  // What is wrong as a whole is told as a whole, without the members inside it.
  const isTold = (at: string): boolean =>
    own.some((each) => at === each.pointer || at.startsWith(`${each.pointer}/`));
  const nested = (error.children ?? []).flatMap((child) => violationsOf(child, pointer, part));
  return [...own, ...nested.filter((each) => !isTold(each.pointer))];
}
