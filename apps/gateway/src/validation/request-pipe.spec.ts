import fc from 'fast-check';
import { OrderInquiryDto } from '../inquiries/inquiry.dto.js';
import { orderOf } from '../inquiries/inquiry.mapper.js';
import { PutCaseDto } from '../cases/case.dto.js';
import { InvalidRequest } from './violation.js';
import { RequestPipe } from './request.pipe.js';
import * as world from '../../test/world.js';

const pipe = new RequestPipe();

async function judged(
  metatype: typeof OrderInquiryDto | typeof PutCaseDto,
  value: unknown,
): Promise<unknown> {
  try {
    return await pipe.transform(value, { type: 'body', metatype });
  } catch (error) {
    return error;
  }
}

/** A body of ours with one member, at any place, replaced by anything JSON can say. */
function spoilt(body: object): fc.Arbitrary<unknown> {
  const places = placesIn(body);
  return fc.tuple(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 3 })).map(([place, value]) => {
    const copy: unknown = structuredClone(body);
    let owner: unknown = copy;
    for (const name of place.slice(0, -1)) owner = Reflect.get(Object(owner), name);
    Reflect.set(Object(owner), place.at(-1) ?? '', value);
    return copy;
  });
}

function placesIn(value: object, above: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(value).flatMap(([name, member]: readonly [string, unknown]) => [
    [...above, name],
    ...(typeof member === 'object' && member !== null ? placesIn(member, [...above, name]) : []),
  ]);
}

describe('any body', () => {
  it('either becomes its class or is told what is wrong with it, and nothing else happens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
        for (const metatype of [OrderInquiryDto, PutCaseDto]) {
          const result = await judged(metatype, value);
          expect(result instanceof metatype || result instanceof InvalidRequest).toBe(true);
          if (result instanceof InvalidRequest) expect(result.violations.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('that passes the class passes the mapper too, whatever one member was replaced by', async () => {
    await fc.assert(
      fc.asyncProperty(spoilt(world.orderBody()), async (value) => {
        const result = await judged(OrderInquiryDto, value);
        if (result instanceof OrderInquiryDto) expect(orderOf(result).purpose).not.toBe('');
        else expect(result).toBeInstanceOf(InvalidRequest);
      }),
      { numRuns: 300 },
    );
  });

  it('is judged the same for a push of a case', async () => {
    await fc.assert(
      fc.asyncProperty(spoilt(world.caseBody()), async (value) => {
        const result = await judged(PutCaseDto, value);
        expect(result instanceof PutCaseDto || result instanceof InvalidRequest).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
